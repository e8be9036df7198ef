package com.hotline48.ticket.domain;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;

import com.hotline48.events.ticket.TicketEvent;

/** What a ticket decides about a command. */
public sealed interface Decision {

    /** The one argument that fits is called. */
    <R> R fold(Function<Accepted, R> accepted, Function<Rejected, R> rejected);

    /**
     * It is done.
     *
     * @param ticket as it stands afterwards
     * @param events what others have to know of it, in order
     */
    record Accepted(Ticket ticket, List<TicketEvent> events) implements Decision {
        public Accepted {
            Objects.requireNonNull(ticket, "ticket");
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
     */
    record Rejected(TicketRejection code, String detail, List<Violation> violations) implements Decision {
        public Rejected {
            Objects.requireNonNull(code, "code");
            Objects.requireNonNull(detail, "detail");
            violations = List.copyOf(violations);
        }

        /** A refusal because of members of the request. */
        public static Rejected invalid(List<Violation> violations) {
            return new Rejected(TicketRejection.INVALID_REQUEST, "The request is not valid.", violations);
        }

        static Rejected member(TicketRejection code, String pointer, String detail) {
            return new Rejected(code, "The request is not valid.", List.of(new Violation(pointer, detail)));
        }

        @Override
        public <R> R fold(Function<Accepted, R> accepted, Function<Rejected, R> rejected) {
            return rejected.apply(this);
        }
    }
}
