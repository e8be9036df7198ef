package com.hotline48.ticket.application;

import com.hotline48.ticket.domain.TicketId;
import reactor.core.publisher.Mono;

/** Shows one ticket with its history. */
public final class ReadTicket {

    private final TicketStore store;

    public ReadTicket(TicketStore store) {
        this.store = store;
    }

    /** Fails with {@link TicketRejectedException} if there is none. */
    public Mono<StoredTicket> handle(String id) {
        return Mono.justOrEmpty(TicketId.parse(id))
                .flatMap(store::find)
                .switchIfEmpty(Mono.error(TicketRejectedException::unknownTicket));
    }
}
