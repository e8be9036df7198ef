package com.hotline48.routing.domain;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

import com.hotline48.events.Code;
import com.hotline48.events.routing.RoutingEvent.FormCancelled;

/** Where a form stands; each state offers the moves that are legal from it, all others are empty. */
public sealed interface FormState {

    FormStatus status();

    /** When the department took the form on, if it did. */
    Optional<Instant> acceptedAt();

    /** After the department took it on. */
    default Optional<FormState> accepted(Instant at) {
        return Optional.empty();
    }

    /** After the department's final feedback. */
    default Optional<FormState> fedBack(Instant at, Optional<Instant> customerAnsweredAt) {
        return Optional.empty();
    }

    /** After the department sent it back as misrouted. */
    default Optional<FormState> returned(Instant at, Code reason) {
        return Optional.empty();
    }

    /** After it was found to be no longer wanted. */
    default Optional<FormState> cancelled(Instant at, FormCancelled.Cause cause) {
        return Optional.empty();
    }

    /** The department has to deal with it. */
    sealed interface Open extends FormState {

        @Override
        default Optional<FormState> fedBack(Instant at, Optional<Instant> customerAnsweredAt) {
            return Optional.of(new FedBack(acceptedAt(), at, customerAnsweredAt));
        }

        @Override
        default Optional<FormState> returned(Instant at, Code reason) {
            return Optional.of(new Returned(acceptedAt(), at, reason));
        }

        @Override
        default Optional<FormState> cancelled(Instant at, FormCancelled.Cause cause) {
            return Optional.of(new Cancelled(acceptedAt(), at, cause));
        }
    }

    /** With the department, which has not said anything yet. */
    record Dispatched() implements Open {
        @Override
        public FormStatus status() {
            return FormStatus.DISPATCHED;
        }

        @Override
        public Optional<Instant> acceptedAt() {
            return Optional.empty();
        }

        @Override
        public Optional<FormState> accepted(Instant at) {
            return Optional.of(new Accepted(at));
        }
    }

    /** The department works on it. */
    record Accepted(Instant at) implements Open {
        public Accepted {
            Objects.requireNonNull(at, "at");
        }

        @Override
        public FormStatus status() {
            return FormStatus.ACCEPTED;
        }

        @Override
        public Optional<Instant> acceptedAt() {
            return Optional.of(at);
        }
    }

    /** The department has reported the result. */
    record FedBack(Optional<Instant> acceptedAt, Instant at, Optional<Instant> customerAnsweredAt)
            implements FormState {
        public FedBack {
            Objects.requireNonNull(acceptedAt, "acceptedAt");
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(customerAnsweredAt, "customerAnsweredAt");
        }

        @Override
        public FormStatus status() {
            return FormStatus.FED_BACK;
        }
    }

    /** Misrouted (错派): it waits for the agent, or another form has taken its place. */
    record Returned(Optional<Instant> acceptedAt, Instant at, Code reason) implements FormState {
        public Returned {
            Objects.requireNonNull(acceptedAt, "acceptedAt");
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(reason, "reason");
        }

        @Override
        public FormStatus status() {
            return FormStatus.RETURNED;
        }
    }

    /** No longer wanted. */
    record Cancelled(Optional<Instant> acceptedAt, Instant at, FormCancelled.Cause cause) implements FormState {
        public Cancelled {
            Objects.requireNonNull(acceptedAt, "acceptedAt");
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(cause, "cause");
        }

        @Override
        public FormStatus status() {
            return FormStatus.CANCELLED;
        }
    }
}
