package com.hotline48.ticket.application;

import reactor.core.publisher.Mono;

/** Lists tickets by acceptance, latest first. */
public final class ListTickets {

    private final TicketStore store;

    public ListTickets(TicketStore store) {
        this.store = store;
    }

    public Mono<TicketPage> handle(TicketFilter filter) {
        return store.list(filter);
    }
}
