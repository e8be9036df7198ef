package com.hotline48.ticket.application;

import com.hotline48.ticket.domain.TicketId;
import com.hotline48.ticket.domain.TicketNumber;
import reactor.core.publisher.Mono;

/** Where tickets are kept. */
public interface TicketStore {

    /** The ticket, or empty. */
    Mono<StoredTicket> find(TicketId id);

    /** The ticket of a number, or empty. */
    Mono<StoredTicket> findByNumber(TicketNumber number);

    /**
     * Stores a new ticket with version 1.
     *
     * <p>Fails with {@link com.hotline48.delivery.outbox.DuplicateAggregateException} if its id or number is taken.
     */
    Mono<StoredTicket> create(TicketChange first, Acceptance acceptance);

    /**
     * Stores a change on top of what was read.
     *
     * <p>Fails with {@link com.hotline48.delivery.outbox.StaleAggregateException} if somebody else wrote in between.
     */
    Mono<StoredTicket> update(StoredTicket read, TicketChange change);

    /** Tickets by acceptance, latest first. */
    Mono<TicketPage> list(TicketFilter filter);
}
