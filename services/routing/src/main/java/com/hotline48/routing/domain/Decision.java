package com.hotline48.routing.domain;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

import com.hotline48.events.routing.RoutingEvent;

/** What a ticket's routing decides about something. */
public sealed interface Decision {

    /** The one argument that fits is called. */
    <R> R fold(Function<Accepted, R> accepted, Function<Rejected, R> rejected);

    /**
     * It is done.
     *
     * @param routing as it stands afterwards
     * @param events what others have to know of it, in order; may be empty
     */
    record Accepted(TicketRouting routing, List<RoutingEvent> events) implements Decision {
        public Accepted {
            Objects.requireNonNull(routing, "routing");
            events = List.copyOf(events);
        }

        @Override
        public <R> R fold(Function<Accepted, R> accepted, Function<Rejected, R> rejected) {
            return accepted.apply(this);
        }
    }

    /**
     * It is refused and nothing changes.
     *
     * @param detail one sentence for the user, without anything that was sent
     * @param violations members that are wrong; may be empty
     * @param status where the form stands, if that is why
     */
    record Rejected(RoutingRejection code, String detail, List<Violation> violations, Optional<FormStatus> status)
            implements Decision {
        public Rejected {
            Objects.requireNonNull(code, "code");
            Objects.requireNonNull(detail, "detail");
            violations = List.copyOf(violations);
            Objects.requireNonNull(status, "status");
        }

        static Rejected invalid(String pointer, String detail) {
            return new Rejected(
                    RoutingRejection.INVALID_REQUEST,
                    "The request is not valid.",
                    List.of(new Violation(pointer, detail)),
                    Optional.empty());
        }

        /** A refusal for which nobody has to look at a form. */
        public static Rejected because(RoutingRejection code, String detail) {
            return new Rejected(code, detail, List.of(), Optional.empty());
        }

        @Override
        public <R> R fold(Function<Accepted, R> accepted, Function<Rejected, R> rejected) {
            return rejected.apply(this);
        }
    }
}
