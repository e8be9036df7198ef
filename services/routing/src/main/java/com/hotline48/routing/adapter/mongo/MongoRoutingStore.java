package com.hotline48.routing.adapter.mongo;

import com.hotline48.delivery.outbox.AggregateChange;
import com.hotline48.delivery.outbox.AggregateStore;
import com.hotline48.delivery.outbox.StoredAggregate;
import com.hotline48.routing.application.RoutingStore;
import com.hotline48.routing.application.RoutingWrite;
import com.hotline48.routing.application.StoredRouting;
import com.hotline48.routing.domain.TicketId;
import reactor.core.publisher.Mono;

/** One document per ticket, its id the ticket's. */
public final class MongoRoutingStore implements RoutingStore {

    /** The collection's name. */
    public static final String COLLECTION = "ticketRoutings";

    private final AggregateStore aggregates;

    public MongoRoutingStore(AggregateStore aggregates) {
        this.aggregates = aggregates;
    }

    @Override
    public Mono<StoredRouting> find(TicketId id) {
        return aggregates.find(id.value()).map(MongoRoutingStore::stored);
    }

    @Override
    public Mono<StoredRouting> create(RoutingWrite first) {
        return aggregates
                .create(first.routing().id().value(), change(first))
                .map(aggregate -> new StoredRouting(first.routing(), aggregate));
    }

    @Override
    public Mono<StoredRouting> update(StoredRouting read, RoutingWrite write) {
        return aggregates
                .update(read.aggregate(), change(write))
                .map(aggregate -> new StoredRouting(write.routing(), aggregate));
    }

    private static StoredRouting stored(StoredAggregate aggregate) {
        return new StoredRouting(RoutingDocuments.read(aggregate.id(), aggregate.state()), aggregate);
    }

    private static AggregateChange change(RoutingWrite write) {
        return new AggregateChange(
                RoutingDocuments.write(write.routing()),
                write.routing().matter().province(),
                write.causality(),
                write.recordedAt(),
                write.events(),
                write.command(),
                write.handled());
    }
}
