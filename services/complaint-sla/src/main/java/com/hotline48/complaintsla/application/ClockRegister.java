package com.hotline48.complaintsla.application;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Where the announced clocks and relations can be looked up. */
public interface ClockRegister {

    /** The ticket, or empty. */
    Mono<TicketClocks> find(String ticketId);

    /** Tickets whose clocks fit, soonest due first. */
    Flux<TicketClocks> list(ClockQuery query);

    /** How many clocks run. */
    Mono<Long> countRunning();

    /** Takes a change in, once. */
    Mono<Void> apply(ViewChange change);
}
