package com.hotline48.callback.adapter.mongo;

import com.hotline48.callback.application.CallbackStore;
import com.hotline48.callback.application.CallbackWrite;
import com.hotline48.callback.application.StoredCallbacks;
import com.hotline48.callback.domain.TicketId;
import com.hotline48.delivery.outbox.AggregateChange;
import com.hotline48.delivery.outbox.AggregateStore;
import com.hotline48.delivery.outbox.StoredAggregate;
import reactor.core.publisher.Mono;

/** One document per ticket, its id the ticket's. */
public final class MongoCallbackStore implements CallbackStore {

    /** The collection's name. */
    public static final String COLLECTION = "ticketCallbacks";

    private final AggregateStore aggregates;

    public MongoCallbackStore(AggregateStore aggregates) {
        this.aggregates = aggregates;
    }

    @Override
    public Mono<StoredCallbacks> find(TicketId id) {
        return aggregates.find(id.value()).map(MongoCallbackStore::stored);
    }

    @Override
    public Mono<StoredCallbacks> create(CallbackWrite first) {
        return aggregates
                .create(first.callbacks().id().value(), change(first))
                .map(aggregate -> new StoredCallbacks(first.callbacks(), aggregate));
    }

    @Override
    public Mono<StoredCallbacks> update(StoredCallbacks read, CallbackWrite write) {
        return aggregates
                .update(read.aggregate(), change(write))
                .map(aggregate -> new StoredCallbacks(write.callbacks(), aggregate));
    }

    private static StoredCallbacks stored(StoredAggregate aggregate) {
        return new StoredCallbacks(CallbackDocuments.read(aggregate.id(), aggregate.state()), aggregate);
    }

    private static AggregateChange change(CallbackWrite write) {
        return new AggregateChange(
                CallbackDocuments.write(write.callbacks()),
                write.callbacks().province(),
                write.causality(),
                write.recordedAt(),
                write.events(),
                write.command(),
                write.handled());
    }
}
