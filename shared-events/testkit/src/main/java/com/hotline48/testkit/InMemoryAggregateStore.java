package com.hotline48.testkit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import com.hotline48.delivery.outbox.AggregateChange;
import com.hotline48.delivery.outbox.AggregateStore;
import com.hotline48.delivery.outbox.DuplicateAggregateException;
import com.hotline48.delivery.outbox.HandledCommand;
import com.hotline48.delivery.outbox.StaleAggregateException;
import com.hotline48.delivery.outbox.StoredAggregate;
import com.hotline48.events.EventCodec;
import com.hotline48.events.EventEnvelope;
import com.hotline48.events.HotlineEvent;
import org.bson.Document;
import reactor.core.publisher.Mono;

/** An {@link AggregateStore} without a database: what it would publish is in {@link #published}. */
public final class InMemoryAggregateStore implements AggregateStore {

    private static final int MAX_COMMANDS = 200;

    private final String source;
    private final EventCodec codec = new EventCodec();
    private final Map<String, StoredAggregate> documents = new ConcurrentHashMap<>();
    private final List<EventEnvelope<?>> published = new CopyOnWriteArrayList<>();

    /** @param source of {@link com.hotline48.events.Sources} */
    public InMemoryAggregateStore(String source) {
        this.source = source;
    }

    @Override
    public Mono<StoredAggregate> find(String id) {
        return Mono.defer(() -> Mono.justOrEmpty(documents.get(id)).map(InMemoryAggregateStore::copy));
    }

    @Override
    public Mono<StoredAggregate> create(String id, AggregateChange first) {
        return Mono.fromCallable(() -> {
            synchronized (documents) {
                if (documents.containsKey(id)) {
                    throw new DuplicateAggregateException(id);
                }
                return write(new StoredAggregate(id, 0, 0, new Document(), List.of(), Map.of()), first);
            }
        });
    }

    @Override
    public Mono<StoredAggregate> update(StoredAggregate read, AggregateChange change) {
        return Mono.fromCallable(() -> {
            synchronized (documents) {
                StoredAggregate now = documents.get(read.id());
                if (now == null || now.version() != read.version()) {
                    throw new StaleAggregateException(read.id());
                }
                return write(now, change);
            }
        });
    }

    /** All events in the order of their writes. */
    public List<EventEnvelope<?>> published() {
        return List.copyOf(published);
    }

    /** The facts of one aggregate, in order. */
    public List<HotlineEvent> factsOf(String id) {
        List<HotlineEvent> facts = new ArrayList<>();
        published.forEach(event -> {
            if (event.subject().equals(id)) {
                facts.add(event.data());
            }
        });
        return facts;
    }

    /** Every aggregate's state at present. */
    public List<StoredAggregate> all() {
        return documents.values().stream().map(InMemoryAggregateStore::copy).toList();
    }

    private StoredAggregate write(StoredAggregate before, AggregateChange change) {
        long sequence = before.sequence();
        List<EventEnvelope<?>> events = new ArrayList<>();
        for (HotlineEvent event : change.events()) {
            sequence++;
            EventEnvelope<HotlineEvent> envelope = EventEnvelope.of(
                    source, before.id(), sequence, change.province(), change.recordedAt(), change.causality(), event);
            // What cannot be encoded must fail here as it does in the database's store.
            events.add(codec.decode(codec.encode(envelope)).fold(known -> known, type -> {
                throw new IllegalStateException("not in the catalogue: " + type);
            }));
        }
        List<HandledCommand> commands = new ArrayList<>(before.commands());
        change.command().ifPresent(commands::add);
        Map<String, Long> inbox = new HashMap<>(before.inbox());
        change.handled().ifPresent(event -> inbox.put(inboxKey(event), event.sequence()));
        StoredAggregate after = copy(new StoredAggregate(
                before.id(),
                before.version() + 1,
                sequence,
                change.state(),
                commands.subList(Math.max(0, commands.size() - MAX_COMMANDS), commands.size()),
                inbox));
        documents.put(before.id(), after);
        published.addAll(events);
        return copy(after);
    }

    private static String inboxKey(EventEnvelope<?> event) {
        return (event.source() + "|" + event.subject()).replace('.', '_').replace('$', '_');
    }

    private static StoredAggregate copy(StoredAggregate aggregate) {
        return new StoredAggregate(
                aggregate.id(),
                aggregate.version(),
                aggregate.sequence(),
                Document.parse(aggregate.state().toJson()),
                aggregate.commands(),
                aggregate.inbox());
    }
}
