package com.hotline48.callback.application;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.hotline48.callback.domain.TicketCallbacks;
import com.hotline48.callback.domain.TicketId;
import com.hotline48.delivery.outbox.AggregateChange;
import com.hotline48.events.Sources;
import com.hotline48.testkit.InMemoryAggregateStore;
import org.bson.Document;
import reactor.core.publisher.Mono;

/** The ports of callback without a database. */
public final class InMemoryCallbackStore implements CallbackStore, TaskDirectory {

    private final InMemoryAggregateStore aggregates = new InMemoryAggregateStore(Sources.CALLBACK);
    private final Map<String, TicketCallbacks> callbacks = new ConcurrentHashMap<>();

    /** What would have been published. */
    public InMemoryAggregateStore aggregates() {
        return aggregates;
    }

    @Override
    public Mono<StoredCallbacks> find(TicketId id) {
        return aggregates.find(id.value()).map(found -> new StoredCallbacks(callbacks.get(id.value()), found));
    }

    @Override
    public Mono<StoredCallbacks> create(CallbackWrite first) {
        return aggregates.create(first.callbacks().id().value(), change(first)).map(written -> {
            callbacks.put(written.id(), first.callbacks());
            return new StoredCallbacks(first.callbacks(), written);
        });
    }

    @Override
    public Mono<StoredCallbacks> update(StoredCallbacks read, CallbackWrite write) {
        return aggregates.update(read.aggregate(), change(write)).map(written -> {
            callbacks.put(written.id(), write.callbacks());
            return new StoredCallbacks(write.callbacks(), written);
        });
    }

    @Override
    public Mono<TaskPage> find(TaskQuery query) {
        List<TaskView> found = callbacks.values().stream()
                .flatMap(ticket -> ticket.tasks().stream())
                .filter(query::fits)
                .sorted(Comparator.comparing(TaskQuery.Place::of))
                .map(task -> TaskView.whole(
                        task,
                        aggregates
                                .find(task.id().ticketId().value())
                                .blockOptional()
                                .orElseThrow()
                                .version()))
                .toList();
        return Mono.just(TaskPage.of(found, query.limit()));
    }

    private static AggregateChange change(CallbackWrite write) {
        return new AggregateChange(
                new Document(),
                write.callbacks().province(),
                write.causality(),
                write.recordedAt(),
                write.events(),
                write.command(),
                write.handled());
    }
}
