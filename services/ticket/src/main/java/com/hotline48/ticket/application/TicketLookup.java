package com.hotline48.ticket.application;

import com.hotline48.ticket.domain.TicketId;
import com.hotline48.ticket.domain.TicketNumber;
import reactor.core.publisher.Mono;

/** Finds the ticket that somebody names by its number or its id. */
final class TicketLookup {

    private final TicketStore store;

    TicketLookup(TicketStore store) {
        this.store = store;
    }

    /** The ticket, or empty when the text names none. */
    Mono<StoredTicket> find(String numberOrId) {
        return Mono.justOrEmpty(TicketId.parse(numberOrId))
                .flatMap(store::find)
                .switchIfEmpty(Mono.defer(
                        () -> Mono.justOrEmpty(TicketNumber.parse(numberOrId)).flatMap(store::findByNumber)));
    }
}
