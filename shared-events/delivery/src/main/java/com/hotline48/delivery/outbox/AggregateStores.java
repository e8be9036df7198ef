package com.hotline48.delivery.outbox;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import com.hotline48.delivery.DeliveryProperties;
import com.mongodb.reactivestreams.client.MongoDatabase;

/** The aggregate stores of a service, one per collection; their events go through one publisher. */
public final class AggregateStores {

    private final MongoDatabase database;
    private final OutboxPublisher publisher;
    private final DeliveryProperties properties;
    private final Clock clock;
    private final Map<String, MongoAggregateStore> opened = new ConcurrentHashMap<>();

    public AggregateStores(
            MongoDatabase database, OutboxPublisher publisher, DeliveryProperties properties, Clock clock) {
        this.database = database;
        this.publisher = publisher;
        this.properties = properties;
        this.clock = clock;
    }

    /** The store of a collection; opening it declares its index, so the document server has to be there. */
    public AggregateStore open(String collection) {
        return opened.computeIfAbsent(collection, name -> {
            OutboxCollection outbox = new OutboxCollection(database.getCollection(name));
            outbox.declareIndex();
            publisher.attend(outbox);
            return new MongoAggregateStore(outbox, publisher, properties.source(), properties.idempotence());
        });
    }

    /** Whether the service writes through an outbox at all. */
    public boolean isUsed() {
        return !opened.isEmpty();
    }

    /**
     * The instant before which everything that was acknowledged is in the log. Blocks while the document server
     * answers, and fails if it does not.
     */
    public Instant publishedUpTo() {
        Instant asked = clock.instant();
        return publisher
                .oldestWaiting()
                .filter(oldest -> oldest.isBefore(asked))
                .orElse(asked);
    }

    /** Since when the longest waiting event waits. */
    public Optional<Instant> oldestWaiting() {
        return publisher.oldestWaiting();
    }
}
