package com.hotline48.ticket.adapter.mongo;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.TimeUnit;

import com.hotline48.ticket.application.CreationKeys;
import com.hotline48.ticket.domain.TicketId;
import com.mongodb.DuplicateKeyException;
import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import org.bson.Document;
import reactor.core.publisher.Mono;

/** Idempotency-Keys of creations in the collection {@code creationKeys}, kept for 30 days. */
public final class MongoCreationKeys implements CreationKeys {

    static final String COLLECTION = "creationKeys";
    /** Nobody retries a request after a month; the origin still knows its ticket then. */
    static final Duration KEPT = Duration.ofDays(30);

    private static final Duration INDEX_TIMEOUT = Duration.ofSeconds(30);

    private final MongoCollection<Document> documents;

    /** Declares the index, so the document server has to be there. */
    public MongoCreationKeys(MongoDatabase database) {
        documents = database.getCollection(COLLECTION);
        Mono.from(documents.createIndex(
                        new Document("createdAt", 1),
                        new IndexOptions().expireAfter(KEPT.toSeconds(), TimeUnit.SECONDS)))
                .block(INDEX_TIMEOUT);
    }

    @Override
    public Mono<Claim> claim(String key, String fingerprint, TicketId id, Instant now) {
        Document document = new Document("_id", key)
                .append("fingerprint", fingerprint)
                .append("ticketId", id.value())
                .append("createdAt", Date.from(now));
        return Mono.from(documents.insertOne(document))
                .map(inserted -> Claim.FRESH)
                .onErrorResume(MongoCreationKeys::isDuplicate, taken -> before(key, fingerprint));
    }

    private Mono<Claim> before(String key, String fingerprint) {
        return Mono.from(documents.find(new Document("_id", key)))
                .map(found -> fingerprint.equals(found.getString("fingerprint")) ? Claim.SAME : Claim.OTHER)
                // Given back in between: whoever gave it back was refused, so it is nobody's.
                .defaultIfEmpty(Claim.SAME);
    }

    /** Drops keys of more than 30 days ago where the document server has no clock of its own for it. */
    public Mono<Void> expire(Instant now) {
        return Mono.from(documents.deleteMany(
                        new Document("createdAt", new Document("$lt", Date.from(now.minus(KEPT))))))
                .then();
    }

    @Override
    public Mono<Void> release(String key, String fingerprint) {
        return Mono.from(documents.deleteOne(new Document("_id", key).append("fingerprint", fingerprint)))
                .then();
    }

    private static boolean isDuplicate(Throwable fault) {
        return fault instanceof DuplicateKeyException
                || (fault instanceof MongoWriteException write
                        && write.getError().getCategory() == ErrorCategory.DUPLICATE_KEY);
    }
}
