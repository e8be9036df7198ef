package com.hotline48.delivery.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import com.hotline48.delivery.DeliveryProperties;
import com.hotline48.delivery.Events;
import com.hotline48.delivery.KafkaClients;
import com.hotline48.delivery.TestEngines;
import com.hotline48.delivery.TopicSpec;
import com.hotline48.events.Causality;
import com.hotline48.events.EventCodec;
import com.hotline48.events.EventEnvelope;
import com.hotline48.events.Topics;
import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class OutboxIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final DeliveryProperties properties = TestEngines.properties("ticket");
    private final KafkaProducer<String, byte[]> producer = new KafkaClients(properties).producer("outbox-it");
    private final MongoClient client = MongoClients.create(properties.mongoUri());
    private final MongoDatabase database = client.getDatabase(properties.database());
    private final MongoCollection<Document> documents = database.getCollection("things");
    private final OutboxPublisher publisher =
            new OutboxPublisher(() -> producer, properties, Clock.systemUTC(), new SimpleMeterRegistry());
    private final AggregateStores stores = new AggregateStores(database, publisher, properties, Clock.systemUTC());

    @BeforeEach
    void topics() {
        TestEngines.topics(properties, new TopicSpec(Topics.TICKETS, 4, Map.of()));
    }

    @AfterEach
    void close() {
        publisher.stop();
        producer.close(Duration.ofSeconds(1));
        client.close();
    }

    private static AggregateChange change(int from, int count) {
        return new AggregateChange(
                new Document("n", from),
                "CN-BJ",
                Causality.ofRequest("test-test"),
                Instant.now(),
                IntStream.range(from, from + count).mapToObj(Events::fact).toList(),
                Optional.empty(),
                Optional.empty());
    }

    private List<Long> published(String id) {
        EventCodec codec = new EventCodec();
        return TestEngines.records(properties, Topics.TICKETS).stream()
                .filter(record -> id.equals(record.key()))
                .map(record -> codec.decode(record.value()).fold(EventEnvelope::sequence, type -> -1L))
                .toList();
    }

    @Test
    void publishesManyDocumentsEachInOrderAndLeavesNothingPending() {
        AggregateStore store = stores.open("things");
        publisher.start();
        List<String> ids =
                IntStream.range(0, 200).mapToObj(i -> Events.subject()).toList();

        Flux.fromIterable(ids)
                .flatMap(
                        id -> store.create(id, change(1, 2))
                                .flatMap(read -> store.update(read, change(3, 1)))
                                .flatMap(read -> store.update(read, change(4, 2))),
                        32)
                .blockLast(PATIENCE);

        await().atMost(PATIENCE).until(() -> stores.oldestWaiting().isEmpty());
        EventCodec codec = new EventCodec();
        Map<String, List<Long>> all = new java.util.HashMap<>();
        TestEngines.records(properties, Topics.TICKETS)
                .forEach(record -> all.computeIfAbsent(record.key(), key -> new ArrayList<>())
                        .add(codec.decode(record.value()).fold(EventEnvelope::sequence, type -> -1L)));
        assertThat(ids).allSatisfy(id -> assertThat(all.get(id)).containsExactly(1L, 2L, 3L, 4L, 5L));
        List<Document> left = Flux.from(documents.find()).collectList().block(PATIENCE);
        assertThat(left)
                .hasSize(200)
                .allSatisfy(document ->
                        assertThat(document.getList("pending", Document.class)).isEmpty())
                .allSatisfy(document -> assertThat(document).doesNotContainKey("pendingSince"));
    }

    private void leaveBehind(String id, Instant since, int... sequences) {
        EventCodec codec = new EventCodec();
        List<Document> pending = IntStream.of(sequences)
                .mapToObj(sequence -> new Document("sequence", (long) sequence)
                        .append("topic", Topics.TICKETS)
                        .append("event", new Binary(codec.encode(Events.event(id, sequence)))))
                .toList();
        Mono.from(documents.insertOne(new Document("_id", id)
                        .append("version", 1L)
                        .append("sequence", (long) sequences[sequences.length - 1])
                        .append("state", new Document("n", 0))
                        .append("pending", pending)
                        .append("pendingSince", Date.from(since))
                        .append("commands", List.of())
                        .append("inbox", new Document())))
                .block(PATIENCE);
    }

    @Test
    void theFirstSweepPublishesWhatACrashLeftHoweverYoung() {
        String id = Events.subject();
        leaveBehind(id, Instant.now(), 1, 2, 3);
        stores.open("things");

        publisher.start();

        await().atMost(PATIENCE).until(() -> stores.oldestWaiting().isEmpty());
        assertThat(published(id)).containsExactly(1L, 2L, 3L);
    }

    @Test
    void laterSweepsPublishWhatTheFastPathLost() {
        stores.open("things");
        publisher.start();
        String id = Events.subject();

        leaveBehind(id, Instant.now().minusSeconds(10), 1, 2);

        await().atMost(PATIENCE).until(() -> published(id).equals(List.of(1L, 2L)));
    }

    @Test
    void aWriteTakesItsForgottenPredecessorsAlong() {
        AggregateStore store = stores.open("things");
        publisher.start();
        String id = Events.subject();
        // Too young for the sweep.
        leaveBehind(id, Instant.now().plusSeconds(3_600), 1, 2);

        store.find(id).flatMap(read -> store.update(read, change(3, 1))).block(PATIENCE);

        await().atMost(PATIENCE).until(() -> published(id).equals(List.of(1L, 2L, 3L)));
        await().atMost(PATIENCE).until(() -> stores.oldestWaiting().isEmpty());
    }

    @Test
    void readsWhatAMajorityHasWhereWritesWaitForOne() {
        OutboxCollection alone = new OutboxCollection(documents);
        OutboxCollection replicated = new OutboxCollection(documents.withWriteConcern(
                WriteConcern.MAJORITY.withJournal(true).withWTimeout(10, TimeUnit.SECONDS)));

        assertThat(alone.settled().getReadConcern()).isEqualTo(ReadConcern.DEFAULT);
        assertThat(replicated.settled().getReadConcern()).isEqualTo(ReadConcern.MAJORITY);
    }

    @Test
    void refusesMoreThan500PendingEvents() {
        AggregateStore store = stores.open("things");
        String id = Events.subject();
        StoredAggregate read = store.create(id, change(1, 499)).block(PATIENCE);
        StoredAggregate full = store.update(read, change(500, 1)).block(PATIENCE);

        assertThatThrownBy(() -> store.update(full, change(501, 1)).block(PATIENCE))
                .isInstanceOf(OutboxFullException.class);
        assertThatThrownBy(() -> store.update(read, change(501, 1)).block(PATIENCE))
                .isInstanceOf(StaleAggregateException.class);

        publisher.start();
        await().atMost(PATIENCE).until(() -> stores.oldestWaiting().isEmpty());
        assertThat(store.update(full, change(501, 1)).block(PATIENCE).sequence())
                .isEqualTo(501);
    }
}
