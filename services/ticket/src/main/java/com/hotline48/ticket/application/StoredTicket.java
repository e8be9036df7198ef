package com.hotline48.ticket.application;

import java.util.Objects;

import com.hotline48.delivery.outbox.StoredAggregate;
import com.hotline48.ticket.domain.Ticket;

/**
 * A ticket as it was read.
 *
 * @param aggregate its version, handled commands and handled events
 */
public record StoredTicket(Ticket ticket, Acceptance acceptance, StoredAggregate aggregate) {
    public StoredTicket {
        Objects.requireNonNull(ticket, "ticket");
        Objects.requireNonNull(acceptance, "acceptance");
        Objects.requireNonNull(aggregate, "aggregate");
    }

    /** Counts its changes, from 1. */
    public long version() {
        return aggregate.version();
    }

    @Override
    public String toString() {
        return "StoredTicket[id=" + ticket.id() + ", version=" + version() + "]";
    }
}
