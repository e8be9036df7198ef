package com.hotline48.routing.application;

import com.hotline48.routing.domain.TicketId;
import reactor.core.publisher.Mono;

/** Where the forms of tickets are kept, with the events that they cause. */
public interface RoutingStore {

    /** The forms of a ticket, empty when the ticket is unknown. */
    Mono<StoredRouting> find(TicketId id);

    /** Fails with {@link com.hotline48.delivery.outbox.DuplicateAggregateException} if the ticket is known. */
    Mono<StoredRouting> create(RoutingWrite first);

    /** Fails with {@link com.hotline48.delivery.outbox.StaleAggregateException} if it has changed since it was read. */
    Mono<StoredRouting> update(StoredRouting read, RoutingWrite write);
}
