package com.hotline48.ticket.domain;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** What looking at a form gave. */
public sealed interface FormDecision {

    /** The one argument that fits is called. */
    <R> R fold(Function<Valid, R> valid, Function<Invalid, R> invalid);

    /**
     * The form can become a ticket.
     *
     * @param acceptedAt UTC, milliseconds
     * @param unknownSubtype the subtype is not in the catalogue
     */
    record Valid(Form form, Instant acceptedAt, boolean unknownSubtype) implements FormDecision {
        public Valid {
            Objects.requireNonNull(form, "form");
            Objects.requireNonNull(acceptedAt, "acceptedAt");
        }

        @Override
        public <R> R fold(Function<Valid, R> valid, Function<Invalid, R> invalid) {
            return valid.apply(this);
        }
    }

    /** Something is wrong with the form, at least one thing. */
    record Invalid(List<Violation> violations) implements FormDecision {
        public Invalid {
            violations = List.copyOf(violations);
        }

        @Override
        public <R> R fold(Function<Valid, R> valid, Function<Invalid, R> invalid) {
            return invalid.apply(this);
        }
    }
}
