package com.hotline48.callback.domain;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

import com.hotline48.events.ticket.TicketType;

/** What happened to a ticket or to one of its forms, as far as callbacks are concerned. */
public sealed interface Fact {

    /** When it happened (event time). */
    Instant at();

    /** The ticket exists. */
    record Accepted(TicketType type, Instant at) implements Fact {
        public Accepted {
            Objects.requireNonNull(type, "type");
            Objects.requireNonNull(at, "at");
        }
    }

    /** It was filed under another type. */
    record Reclassified(TicketType type, Instant at) implements Fact {
        public Reclassified {
            Objects.requireNonNull(type, "type");
            Objects.requireNonNull(at, "at");
        }
    }

    /** The customer has his answer. */
    record Answered(Instant at) implements Fact {
        public Answered {
            Objects.requireNonNull(at, "at");
        }
    }

    /** The answer did not settle the matter. */
    record Reopened(Instant at) implements Fact {
        public Reopened {
            Objects.requireNonNull(at, "at");
        }
    }

    /** The matter is over. */
    record Closed(Instant at) implements Fact {
        public Closed {
            Objects.requireNonNull(at, "at");
        }
    }

    /** The ticket counts no more. */
    record Voided(Instant at) implements Fact {
        public Voided {
            Objects.requireNonNull(at, "at");
        }
    }

    /** The void was a mistake. */
    record VoidWithdrawn(Instant at) implements Fact {
        public VoidWithdrawn {
            Objects.requireNonNull(at, "at");
        }
    }

    /**
     * A department has given its final feedback.
     *
     * @param customerAnsweredAt when it gave the customer the answer itself, if it did
     */
    record FedBack(Instant at, Optional<Instant> customerAnsweredAt) implements Fact {
        public FedBack {
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(customerAnsweredAt, "customerAnsweredAt");
        }
    }
}
