package com.hotline48.delivery.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;

import com.mongodb.ReadConcern;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.WriteModel;
import com.mongodb.reactivestreams.client.MongoCollection;
import org.bson.Document;
import org.bson.types.Binary;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The fields of a collection's documents that belong to the outbox, and what is asked of them. Calls block. */
final class OutboxCollection {

    static final String PENDING = "pending";
    static final String PENDING_SINCE = "pendingSince";
    static final String SEQUENCE = "sequence";

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final MongoCollection<Document> documents;
    private final MongoCollection<Document> settled;

    OutboxCollection(MongoCollection<Document> documents) {
        this.documents = documents;
        this.settled = "majority".equals(documents.getWriteConcern().getWObject())
                ? documents.withReadConcern(ReadConcern.MAJORITY)
                : documents;
    }

    /** A document and what waits in it, in order. */
    record Waiting(String id, List<PendingEvent> events) {}

    /** Up to where a document's events are in the log; {@code drained} if no later one was known. */
    record Removal(String id, long acked, boolean drained) {}

    String name() {
        return documents.getNamespace().getCollectionName();
    }

    MongoCollection<Document> documents() {
        return documents;
    }

    /** Reads nothing that a new primary could take back: what is published stays written. */
    MongoCollection<Document> settled() {
        return settled;
    }

    void declareIndex() {
        // Sparse: only documents with unpublished events are in it, so it stays tiny.
        Mono.from(documents.createIndex(Indexes.ascending(PENDING_SINCE), new IndexOptions().sparse(true)))
                .block(TIMEOUT);
    }

    List<Waiting> waitingSince(Instant before, int limit) {
        return Flux.from(settled.find(Filters.lt(PENDING_SINCE, Date.from(before)))
                        .sort(Sorts.ascending(PENDING_SINCE))
                        .limit(limit)
                        .projection(Projections.include(PENDING)))
                .map(OutboxCollection::waiting)
                .collectList()
                .blockOptional(TIMEOUT)
                .orElseGet(List::of);
    }

    Optional<Waiting> waitingIn(String id) {
        return Mono.from(settled.find(Filters.eq("_id", id)).projection(Projections.include(PENDING)))
                .map(OutboxCollection::waiting)
                .blockOptional(TIMEOUT);
    }

    /** Since when the longest waiting event waits. */
    Optional<Instant> oldest() {
        return Mono.from(documents
                        .find(Filters.gt(PENDING_SINCE, Date.from(Instant.EPOCH)))
                        .sort(Sorts.ascending(PENDING_SINCE))
                        .limit(1)
                        .projection(Projections.include(PENDING_SINCE)))
                .map(document -> document.getDate(PENDING_SINCE).toInstant())
                .blockOptional(TIMEOUT);
    }

    long countWaiting(int limit) {
        return Mono.from(documents.countDocuments(
                        Filters.gt(PENDING_SINCE, Date.from(Instant.EPOCH)),
                        new com.mongodb.client.model.CountOptions().limit(limit)))
                .blockOptional(TIMEOUT)
                .orElse(0L);
    }

    void remove(List<Removal> removals) {
        List<WriteModel<Document>> writes = new ArrayList<>(removals.size());
        List<WriteModel<Document>> later = new ArrayList<>();
        for (Removal removal : removals) {
            WriteModel<Document> pull = new UpdateOneModel<>(
                    new Document("_id", removal.id()),
                    new Document(
                            "$pull",
                            new Document(PENDING, new Document(SEQUENCE, new Document("$lte", removal.acked())))));
            if (removal.drained()) {
                // Guarded by the last sequence: an event written meanwhile keeps the document in the sweep's index.
                writes.add(new UpdateOneModel<>(
                        new Document("_id", removal.id()).append(SEQUENCE, removal.acked()),
                        new Document("$set", new Document(PENDING, List.of()))
                                .append("$unset", new Document(PENDING_SINCE, ""))));
                later.add(pull);
            } else {
                writes.add(pull);
            }
        }
        int matched = write(writes);
        if (matched < writes.size() && !later.isEmpty()) {
            write(later);
        }
    }

    /** Unsets {@code pendingSince} of a document in which nothing waits. */
    void clearNote(String id) {
        Mono.from(documents.updateOne(
                        new Document("_id", id).append(PENDING, List.of()),
                        new Document("$unset", new Document(PENDING_SINCE, ""))))
                .block(TIMEOUT);
    }

    private int write(List<WriteModel<Document>> writes) {
        return Mono.from(documents.bulkWrite(writes, new BulkWriteOptions().ordered(false)))
                .blockOptional(TIMEOUT)
                .orElseThrow()
                .getMatchedCount();
    }

    private static Waiting waiting(Document document) {
        return new Waiting(document.getString("_id"), events(document));
    }

    static List<PendingEvent> events(Document document) {
        return document.getList(PENDING, Document.class, List.of()).stream()
                .map(event -> new PendingEvent(
                        event.get(SEQUENCE, Number.class).longValue(),
                        event.getString("topic"),
                        event.get("event", Binary.class).getData()))
                .toList();
    }

    static List<Document> rows(List<PendingEvent> events) {
        List<Document> rows = new ArrayList<>(events.size());
        for (PendingEvent event : events) {
            rows.add(new Document(SEQUENCE, event.sequence())
                    .append("topic", event.topic())
                    .append("event", new Binary(event.event())));
        }
        return rows;
    }
}
