package com.hotline48.delivery.outbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.hotline48.delivery.EngineFaults;
import com.hotline48.events.EventCatalogue;
import com.hotline48.events.EventCodec;
import com.hotline48.events.EventEnvelope;
import com.hotline48.events.HotlineEvent;
import com.mongodb.DuplicateKeyException;
import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.reactivestreams.client.MongoCollection;
import org.bson.Document;
import reactor.core.publisher.Mono;

/** Aggregates as documents of one MongoDB collection (architecture.md, How an event travels). */
final class MongoAggregateStore implements AggregateStore {

    /** More unpublished events than this mean that the log cannot be written; the document must not grow for ever. */
    static final int MAX_PENDING = 500;

    static final int MAX_COMMANDS = 200;

    private static final Duration RESOLVE_TIMEOUT = Duration.ofSeconds(10);

    private final OutboxCollection outbox;
    private final MongoCollection<Document> documents;
    private final OutboxPublisher publisher;
    private final String source;
    private final boolean idempotence;
    private final EventCodec codec = new EventCodec();

    MongoAggregateStore(OutboxCollection outbox, OutboxPublisher publisher, String source, boolean idempotence) {
        this.outbox = outbox;
        this.documents = outbox.documents();
        this.publisher = publisher;
        this.source = source;
        this.idempotence = idempotence;
    }

    @Override
    public Mono<StoredAggregate> find(String id) {
        return Mono.from(documents
                        .find(new Document("_id", id))
                        .projection(Projections.exclude(OutboxCollection.PENDING)))
                .map(this::stored);
    }

    @Override
    public Mono<StoredAggregate> create(String id, AggregateChange first) {
        return Mono.defer(() -> {
            StoredAggregate nothing = new StoredAggregate(id, 0, 0, new Document(), List.of(), Map.of());
            List<PendingEvent> events = encode(nothing, first);
            StoredAggregate result = apply(nothing, first);
            Document document = new Document("_id", id)
                    .append("version", result.version())
                    .append(OutboxCollection.SEQUENCE, result.sequence())
                    .append("state", first.state())
                    .append(OutboxCollection.PENDING, OutboxCollection.rows(events))
                    .append(
                            "commands",
                            result.commands().stream()
                                    .map(MongoAggregateStore::row)
                                    .toList())
                    .append("inbox", new Document(Map.copyOf(result.inbox())));
            if (!events.isEmpty()) {
                document.append(OutboxCollection.PENDING_SINCE, Date.from(first.recordedAt()));
            }
            return Mono.from(documents.insertOne(document))
                    .then(Mono.fromSupplier(() -> {
                        publisher.written(outbox, id, 1, events);
                        return result;
                    }))
                    .onErrorResume(EngineFaults::leavesOutcomeUnknown, fault -> resolve(result, first, fault))
                    .onErrorMap(MongoAggregateStore::isDuplicate, fault -> new DuplicateAggregateException(id));
        });
    }

    @Override
    public Mono<StoredAggregate> update(StoredAggregate read, AggregateChange change) {
        return Mono.defer(() -> {
            List<PendingEvent> events = encode(read, change);
            StoredAggregate result = apply(read, change);
            Document guard = new Document("_id", read.id()).append("version", read.version());
            Document set = new Document("version", result.version())
                    .append(OutboxCollection.SEQUENCE, result.sequence())
                    .append("state", change.state());
            change.handled()
                    .ifPresent(event -> set.append("inbox." + StoredAggregate.inboxKey(event), event.sequence()));
            Document push = new Document();
            change.command()
                    .ifPresent(command -> push.append(
                            "commands", new Document("$each", List.of(row(command))).append("$slice", -MAX_COMMANDS)));
            Document update = new Document("$set", set);
            if (!events.isEmpty()) {
                guard.append(OutboxCollection.PENDING + "." + (MAX_PENDING - 1), new Document("$exists", false));
                push.append(OutboxCollection.PENDING, new Document("$each", OutboxCollection.rows(events)));
                update.append("$min", new Document(OutboxCollection.PENDING_SINCE, Date.from(change.recordedAt())));
            }
            if (!push.isEmpty()) {
                update.append("$push", push);
            }
            // What waits before our events is answered with the write: no read of its own to keep the order.
            return Mono.from(documents.findOneAndUpdate(
                            guard,
                            update,
                            new FindOneAndUpdateOptions()
                                    .returnDocument(ReturnDocument.AFTER)
                                    .projection(Projections.include(
                                            OutboxCollection.PENDING + "." + OutboxCollection.SEQUENCE))))
                    .map(after -> {
                        if (!events.isEmpty()) {
                            publisher.written(outbox, read.id(), firstWaiting(after, events), events);
                        }
                        return result;
                    })
                    .switchIfEmpty(Mono.defer(() -> refused(read)))
                    .onErrorResume(EngineFaults::leavesOutcomeUnknown, fault -> resolve(result, change, fault));
        });
    }

    private static long firstWaiting(Document after, List<PendingEvent> events) {
        return after.getList(OutboxCollection.PENDING, Document.class, List.of()).stream()
                .map(event -> event.get(OutboxCollection.SEQUENCE))
                .filter(Number.class::isInstance)
                .mapToLong(sequence -> ((Number) sequence).longValue())
                .findFirst()
                .orElseGet(() -> events.get(0).sequence());
    }

    private Mono<StoredAggregate> refused(StoredAggregate read) {
        return Mono.from(documents.find(new Document("_id", read.id())).projection(Projections.include("version")))
                .filter(now -> now.get("version", Number.class).longValue() == read.version())
                .<StoredAggregate>flatMap(full -> Mono.error(new OutboxFullException(read.id())))
                .switchIfEmpty(Mono.error(() -> new StaleAggregateException(read.id())));
    }

    /** A write whose answer was lost took effect if the document carries its version and what it would have left. */
    private Mono<StoredAggregate> resolve(StoredAggregate expected, AggregateChange change, Throwable fault) {
        return Mono.from(outbox.settled().find(new Document("_id", expected.id())))
                .timeout(RESOLVE_TIMEOUT)
                .map(document -> {
                    List<PendingEvent> waiting = OutboxCollection.events(document);
                    if (!waiting.isEmpty()) {
                        publisher.written(outbox, expected.id(), waiting.get(0).sequence(), waiting);
                    }
                    return document;
                })
                .filter(document -> {
                    StoredAggregate found = aggregate(document);
                    if (found.version() < expected.version()) {
                        return false;
                    }
                    if (change.command().isPresent()) {
                        return found.commands().contains(change.command().get());
                    }
                    if (change.handled().isPresent()) {
                        return found.hasHandled(change.handled().get());
                    }
                    return found.version() == expected.version()
                            && found.sequence() == expected.sequence()
                            && found.state().equals(change.state());
                })
                .map(document -> expected)
                .onErrorResume(again -> Mono.error(fault))
                .switchIfEmpty(Mono.error(fault));
    }

    private List<PendingEvent> encode(StoredAggregate before, AggregateChange change) {
        List<PendingEvent> encoded = new ArrayList<>(change.events().size());
        long sequence = before.sequence();
        for (HotlineEvent event : change.events()) {
            sequence++;
            encoded.add(new PendingEvent(
                    sequence,
                    EventCatalogue.of(event).topic(),
                    codec.encode(EventEnvelope.of(
                            source,
                            before.id(),
                            sequence,
                            change.province(),
                            change.recordedAt(),
                            change.causality(),
                            event))));
        }
        return encoded;
    }

    /** What the document holds after a change; the write says the same in MongoDB's operators. */
    private static StoredAggregate apply(StoredAggregate before, AggregateChange change) {
        List<HandledCommand> commands = new ArrayList<>(before.commands());
        change.command().ifPresent(commands::add);
        Map<String, Long> inbox = new HashMap<>(before.inbox());
        change.handled().ifPresent(event -> inbox.put(StoredAggregate.inboxKey(event), event.sequence()));
        return new StoredAggregate(
                before.id(),
                before.version() + 1,
                before.sequence() + change.events().size(),
                change.state(),
                commands.subList(Math.max(0, commands.size() - MAX_COMMANDS), commands.size()),
                inbox);
    }

    private StoredAggregate stored(Document document) {
        StoredAggregate aggregate = aggregate(document);
        return idempotence
                ? aggregate
                : new StoredAggregate(
                        aggregate.id(),
                        aggregate.version(),
                        aggregate.sequence(),
                        aggregate.state(),
                        List.of(),
                        Map.of());
    }

    private static StoredAggregate aggregate(Document document) {
        Map<String, Long> inbox = new HashMap<>();
        document.get("inbox", new Document())
                .forEach((key, sequence) -> inbox.put(key, ((Number) sequence).longValue()));
        return new StoredAggregate(
                document.getString("_id"),
                document.get("version", Number.class).longValue(),
                document.get(OutboxCollection.SEQUENCE, Number.class).longValue(),
                document.get("state", new Document()),
                document.getList("commands", Document.class, List.of()).stream()
                        .map(row -> new HandledCommand(
                                row.getString("key"), row.getString("fingerprint"), row.getString("answer")))
                        .toList(),
                inbox);
    }

    private static Document row(HandledCommand command) {
        return new Document("key", command.key())
                .append("fingerprint", command.fingerprint())
                .append("answer", command.answer());
    }

    private static boolean isDuplicate(Throwable fault) {
        return fault instanceof DuplicateKeyException
                || (fault instanceof MongoWriteException write
                        && write.getError().getCategory() == ErrorCategory.DUPLICATE_KEY);
    }
}
