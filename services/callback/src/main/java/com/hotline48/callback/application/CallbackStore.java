package com.hotline48.callback.application;

import com.hotline48.callback.domain.TicketId;
import reactor.core.publisher.Mono;

/** Where callback tasks are kept, with the events that they cause. */
public interface CallbackStore {

    /** The tasks of a ticket, empty when the ticket is unknown. */
    Mono<StoredCallbacks> find(TicketId id);

    /** Fails with {@link com.hotline48.delivery.outbox.DuplicateAggregateException} if the ticket is known. */
    Mono<StoredCallbacks> create(CallbackWrite first);

    /** Fails with {@link com.hotline48.delivery.outbox.StaleAggregateException} if it has changed since it was read. */
    Mono<StoredCallbacks> update(StoredCallbacks read, CallbackWrite write);
}
