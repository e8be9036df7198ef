package com.hotline48.routing.domain;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

import com.hotline48.events.Code;
import com.hotline48.events.routing.RoutingEvent.FormCancelled;
import com.hotline48.events.ticket.TicketType;

/** What happened to a ticket, as far as its forms are concerned. */
public sealed interface TicketFact {

    /** It was filed under another type or subtype. */
    record Reclassified(TicketType type, Optional<String> subtype) implements TicketFact {
        public Reclassified {
            Objects.requireNonNull(type, "type");
            Objects.requireNonNull(subtype, "subtype");
        }
    }

    /**
     * A department has to deal with it.
     *
     * @param department the one that the agent named; absent = the rule table decides
     */
    record Dispatched(Optional<Code> department, Instant at) implements TicketFact {
        public Dispatched {
            Objects.requireNonNull(department, "department");
            Objects.requireNonNull(at, "at");
        }
    }

    /** No department has to deal with it any more. */
    record Settled(FormCancelled.Cause cause, Instant at) implements TicketFact {
        public Settled {
            Objects.requireNonNull(cause, "cause");
            Objects.requireNonNull(at, "at");
        }
    }

    /** The void was a mistake: the ticket stands as before it. */
    record VoidWithdrawn(Instant at) implements TicketFact {
        public VoidWithdrawn {
            Objects.requireNonNull(at, "at");
        }
    }
}
