package com.hotline48.ticket.adapter.mongo;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

import com.hotline48.ticket.application.TicketNumbers;
import com.hotline48.ticket.domain.TicketNumber;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import org.bson.Document;
import reactor.core.publisher.Mono;

/**
 * Ticket numbers in blocks: each instance reserves some serial numbers of a province and day by one increment in the
 * collection {@code numbers}, then hands them out by itself. What a stopped instance had left over stays a gap.
 */
public final class MongoTicketNumbers implements TicketNumbers {

    static final String COLLECTION = "numbers";
    /** Lanes with a block in hand; an import runs through many days, today's are few. */
    private static final int MAX_LANES = 2_000;

    private final MongoCollection<Document> documents;
    private final int block;
    private final Map<String, Lane> lanes = new ConcurrentHashMap<>();

    /** @param block serial numbers that are reserved at a time, at least 1 */
    public MongoTicketNumbers(MongoDatabase database, int block) {
        if (block < 1) {
            throw new IllegalArgumentException("block: " + block + " (expected: >= 1)");
        }
        this.documents = database.getCollection(COLLECTION);
        this.block = block;
    }

    @Override
    public Mono<TicketNumber> next(String lane) {
        return Mono.defer(() -> {
            if (lanes.size() > MAX_LANES) {
                lanes.clear();
            }
            return lanes.computeIfAbsent(lane, Lane::new).next();
        });
    }

    private Mono<Long> reserve(String lane) {
        return Mono.from(documents.findOneAndUpdate(
                        new Document("_id", lane),
                        new Document("$inc", new Document("last", (long) block)),
                        new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER)))
                .map(counter -> counter.get("last", Number.class).longValue() - block + 1);
    }

    /** One province and day. */
    private final class Lane {

        private final String name;
        private final AtomicReference<Mono<Void>> reserving = new AtomicReference<>();
        private long nextSerial = 1;
        private long end = 1;

        Lane(String name) {
            this.name = name;
        }

        /** All that wait for a block wait for the same one. */
        Mono<TicketNumber> next() {
            Mono<Void> block;
            synchronized (this) {
                if (nextSerial < end) {
                    return Mono.just(TicketNumber.of(name, nextSerial++));
                }
                block = reserving.get();
                if (block == null) {
                    block = reserve(name)
                            .doOnNext(this::take)
                            .doOnTerminate(() -> reserving.set(null))
                            .then()
                            .cache();
                    reserving.set(block);
                }
            }
            return block.then(Mono.defer(this::next));
        }

        private synchronized void take(long first) {
            nextSerial = first;
            end = first + MongoTicketNumbers.this.block;
        }
    }
}
