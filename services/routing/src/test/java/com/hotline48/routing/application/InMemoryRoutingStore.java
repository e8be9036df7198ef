package com.hotline48.routing.application;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.hotline48.delivery.outbox.AggregateChange;
import com.hotline48.events.Sources;
import com.hotline48.routing.domain.TicketId;
import com.hotline48.routing.domain.TicketRouting;
import com.hotline48.testkit.InMemoryAggregateStore;
import org.bson.Document;
import reactor.core.publisher.Mono;

/** The ports of routing without a database. */
public final class InMemoryRoutingStore implements RoutingStore, FormDirectory {

    private final InMemoryAggregateStore aggregates = new InMemoryAggregateStore(Sources.ROUTING);
    private final Map<String, TicketRouting> routings = new ConcurrentHashMap<>();

    /** What would have been published. */
    public InMemoryAggregateStore aggregates() {
        return aggregates;
    }

    @Override
    public Mono<StoredRouting> find(TicketId id) {
        return aggregates.find(id.value()).map(found -> new StoredRouting(routings.get(id.value()), found));
    }

    @Override
    public Mono<StoredRouting> create(RoutingWrite first) {
        return aggregates.create(first.routing().id().value(), change(first)).map(written -> {
            routings.put(written.id(), first.routing());
            return new StoredRouting(first.routing(), written);
        });
    }

    @Override
    public Mono<StoredRouting> update(StoredRouting read, RoutingWrite write) {
        return aggregates.update(read.aggregate(), change(write)).map(written -> {
            routings.put(written.id(), write.routing());
            return new StoredRouting(write.routing(), written);
        });
    }

    @Override
    public Mono<FormPage> find(FormQuery query) {
        List<FormView> found = new ArrayList<>();
        routings.keySet().stream().sorted().forEach(id -> {
            long version = aggregates.find(id).blockOptional().orElseThrow().version();
            routings.get(id).forms().stream()
                    .filter(query::fits)
                    .forEach(form -> found.add(FormView.whole(form, version)));
        });
        return Mono.just(FormPage.of(found, query.limit()));
    }

    private static AggregateChange change(RoutingWrite write) {
        return new AggregateChange(
                new Document(),
                write.routing().matter().province(),
                write.causality(),
                write.recordedAt(),
                write.events(),
                write.command(),
                write.handled());
    }
}
