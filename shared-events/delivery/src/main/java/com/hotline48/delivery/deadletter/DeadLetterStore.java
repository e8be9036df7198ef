package com.hotline48.delivery.deadletter;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.hotline48.delivery.deadletter.DeadLetterHeaders.Origin;
import com.mongodb.MongoWriteException;
import com.mongodb.client.model.CountOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The dead letters of a service, in its database. Calls block; each names its timeout by failing after 10 s. */
public final class DeadLetterStore {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int COUNT_LIMIT = 10_000;

    private final MongoCollection<Document> letters;
    private final ObjectMapper json = new ObjectMapper();

    public DeadLetterStore(MongoDatabase database) {
        this.letters = database.getCollection("deadLetters");
    }

    /** A dead letter with what is needed to send it again. */
    record Parcel(DeadLetter letter, byte @Nullable [] value) {}

    /** A key that waits at its consumer, with the offset of one of its dead letters. */
    public record Unresolved(String topic, String key, long offset) {}

    void declareIndexes() {
        Mono.from(letters.createIndex(Indexes.ascending("state", "diedAt"))).block(TIMEOUT);
        Mono.from(letters.createIndex(Indexes.ascending("resolved", "diedAt"))).block(TIMEOUT);
        Mono.from(letters.createIndex(Indexes.ascending("line"))).block(TIMEOUT);
    }

    /** The id of what a consumer could not handle. */
    public static String id(Origin origin, String consumer) {
        return origin.topic() + "-" + origin.partition() + "-" + origin.offset() + "-" + consumer;
    }

    /**
     * Keeps a record as dead, also one that had been resent.
     *
     * @param topology its consumer is a topology, which does not say what it handled: once the log has taken a resent
     *     record, it counts as resolved until it dies again
     * @param written grows with each time that the record dies; an older one than what is kept changes nothing
     */
    public void bury(
            Origin origin,
            String consumer,
            ConsumerRecord<String, byte[]> record,
            String reason,
            Instant at,
            boolean topology,
            long written) {
        String id = id(origin, consumer);
        Document set = new Document("state", DeadLetter.State.DEAD.name())
                .append("consumer", consumer)
                .append("topic", origin.topic())
                .append("partition", origin.partition())
                .append("offset", origin.offset())
                .append("reason", reason)
                .append("diedAt", Date.from(at))
                .append("written", written)
                .append("topology", topology)
                .append("resolved", false)
                .append("line", line(consumer, origin.topic(), origin.partition()));
        if (record.key() != null) {
            set.append("key", record.key());
        }
        if (record.value() != null) {
            set.append("value", new Binary(record.value()));
            describe(record.value(), set);
        }
        try {
            Mono.from(letters.updateOne(
                            new Document("_id", id).append("written", new Document("$lt", written)),
                            new Document("$set", set).append("$unset", new Document("resentAt", "")),
                            new UpdateOptions().upsert(true)))
                    .block(TIMEOUT);
        } catch (MongoWriteException e) {
            // The upsert of a letter that is kept in this or a later version hits its own id.
            if (e.getError().getCategory() != com.mongodb.ErrorCategory.DUPLICATE_KEY) {
                throw e;
            }
        }
    }

    private void describe(byte[] value, Document set) {
        try {
            JsonNode event = json.readTree(value);
            String type = event.path("type").asText("");
            if (type.matches("hotline\\.[a-z0-9.-]{1,100}")) {
                set.append("type", type);
            }
            String sequence = event.path("sequence").asText("");
            if (sequence.matches("[0-9]{1,18}")) {
                set.append("sequence", Long.parseLong(sequence));
            }
        } catch (java.io.IOException e) {
            // No JSON: there is nothing to describe.
            set.remove("type");
        }
    }

    /** Notes that a resent record was handled, so that it no longer holds up its key. */
    public void resolve(Origin origin, String consumer) {
        Mono.from(letters.updateOne(
                        new Document("_id", id(origin, consumer)),
                        new Document(
                                "$set",
                                new Document("state", DeadLetter.State.RESENT.name()).append("resolved", true))))
                .block(TIMEOUT);
    }

    /** What holds up keys of a partition at a consumer that is not a topology. */
    public List<Unresolved> unresolved(String consumer, String topic, int partition) {
        return Flux.from(letters.find(new Document("line", line(consumer, topic, partition)).append("resolved", false))
                        .projection(Projections.include("key", "offset")))
                .filter(letter -> letter.getString("key") != null)
                .map(letter -> new Unresolved(
                        topic,
                        letter.getString("key"),
                        letter.get("offset", Number.class).longValue()))
                .collectList()
                .blockOptional(TIMEOUT)
                .orElseGet(List::of);
    }

    /** Dead letters in a state, those that died first first. */
    public Flux<DeadLetter> list(DeadLetter.State state, int limit) {
        return list(new Document("state", state.name()), limit);
    }

    /** What holds up its key: dead, or sent again and not handled yet; those that died first first. */
    public Flux<DeadLetter> listUnresolved(int limit) {
        return list(new Document("resolved", false), limit);
    }

    private Flux<DeadLetter> list(Document filter, int limit) {
        return Flux.from(letters.find(filter)
                        .sort(Sorts.ascending("diedAt"))
                        .limit(limit)
                        .projection(Projections.exclude("value")))
                .map(DeadLetterStore::letter);
    }

    Mono<Parcel> find(String id) {
        return Mono.from(letters.find(new Document("_id", id))).map(DeadLetterStore::parcel);
    }

    /** How many went with a letter when a request resent its key; empty if the log did not take all of them. */
    Mono<Long> resentUnder(String id, String idempotencyKey) {
        return Mono.from(letters.find(new Document("_id", id).append("resendKey", idempotencyKey)))
                .map(letter -> letter.get("resendCount", Number.class).longValue());
    }

    /** The unresolved letters of a letter's key at its consumer, in the order of the topic; itself alone without a key. */
    Flux<Parcel> sameKey(DeadLetter letter) {
        if (letter.key().isEmpty()) {
            return find(letter.id()).flux();
        }
        return Flux.from(letters.find(new Document("line", line(letter.consumer(), letter.topic(), letter.partition()))
                                .append("key", letter.key().get())
                                .append("resolved", false))
                        .sort(Sorts.ascending("offset")))
                .map(DeadLetterStore::parcel);
    }

    /** Whether the block that a letter is has been lifted. */
    Mono<Boolean> isResolved(String id) {
        return Mono.from(letters.countDocuments(new Document("_id", id).append("resolved", true)))
                .map(found -> found > 0);
    }

    Mono<Void> resent(DeadLetter letter, Instant at) {
        return Mono.from(letters.updateOne(
                        new Document("_id", letter.id()),
                        new Document(
                                "$set",
                                new Document("state", DeadLetter.State.RESENT.name())
                                        .append("resentAt", Date.from(at)))))
                .then();
    }

    /** The log has taken the record that {@link #resent} spoke of. */
    Mono<Void> sent(DeadLetter letter, Instant at) {
        // One that has died again meanwhile is no longer in this state.
        return Mono.from(letters.updateOne(
                        new Document("_id", letter.id())
                                .append("topology", true)
                                .append("state", DeadLetter.State.RESENT.name())
                                .append("resentAt", Date.from(at)),
                        new Document("$set", new Document("resolved", true))))
                .then();
    }

    /** The log has taken all letters of a key under one request. */
    Mono<Void> allSent(List<DeadLetter> sent, String idempotencyKey) {
        return Mono.from(letters.updateMany(
                        Filters.in("_id", sent.stream().map(DeadLetter::id).toList()),
                        new Document("$set", new Document("resendKey", idempotencyKey).append("resendCount", (long)
                                        sent.size()))))
                .then();
    }

    /** Takes {@link #resent} back: the log did not take the record, as far as is known. */
    Mono<Void> revive(DeadLetter letter) {
        return Mono.from(letters.updateOne(
                        new Document("_id", letter.id()).append("resolved", false),
                        new Document("$set", new Document("state", DeadLetter.State.DEAD.name()))
                                .append("$unset", new Document("resentAt", ""))))
                .then();
    }

    /** How many hold up their keys, at most 10,000. */
    public Mono<Long> countUnresolved() {
        return Mono.from(
                letters.countDocuments(new Document("resolved", false), new CountOptions().limit(COUNT_LIMIT)));
    }

    private static String line(String consumer, String topic, int partition) {
        return consumer + "|" + topic + "|" + partition;
    }

    private static Parcel parcel(Document document) {
        Binary value = document.get("value", Binary.class);
        return new Parcel(letter(document), value == null ? null : value.getData());
    }

    private static DeadLetter letter(Document document) {
        return new DeadLetter(
                document.getString("_id"),
                document.getString("consumer"),
                document.getString("topic"),
                document.getInteger("partition"),
                document.get("offset", Number.class).longValue(),
                Optional.ofNullable(document.getString("key")),
                Optional.ofNullable(document.getString("type")),
                Optional.ofNullable(document.get("sequence")).map(sequence -> ((Number) sequence).longValue()),
                document.getString("reason"),
                document.getDate("diedAt").toInstant(),
                DeadLetter.State.valueOf(document.getString("state")),
                Optional.ofNullable(document.getDate("resentAt")).map(Date::toInstant));
    }
}
