package com.hotline48.delivery.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import com.hotline48.delivery.DeliveryProperties;
import com.hotline48.delivery.Events;
import com.hotline48.delivery.KafkaClients;
import com.hotline48.delivery.TestEngines;
import com.hotline48.delivery.TopicSpec;
import com.hotline48.delivery.deadletter.DeadLetterHeaders;
import com.hotline48.events.EventCodec;
import com.hotline48.events.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StreamsRuntimeIT {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final DeliveryProperties properties = TestEngines.properties("complaint-sla");
    private final KafkaClients clients = new KafkaClients(properties);
    private final Admin admin = clients.admin("streams-it");
    private final KafkaProducer<String, byte[]> producer = clients.producer("streams-it");
    private final StreamsFactory factory =
            new StreamsFactory(properties, admin, new SimpleMeterRegistry(), Clock.systemUTC());
    private final String application = "app-" + UUID.randomUUID();
    private final List<String> taken = new CopyOnWriteArrayList<>();
    private final AtomicInteger falls = new AtomicInteger();
    private final StreamsRuntime runtime = factory.open(
            application,
            () -> TestTopology.of("it", event -> {
                if (falls.get() > 0) {
                    falls.decrementAndGet();
                    throw new IllegalStateException("falls");
                }
                taken.add(event.subject());
            }));

    @BeforeEach
    void topics() {
        TestEngines.topics(
                properties,
                new TopicSpec(Topics.TICKETS, 4, Map.of()),
                new TopicSpec(Topics.deadLetters(Topics.TICKETS, "it"), 4, Map.of()),
                new TopicSpec(Topics.resend(Topics.TICKETS, "it"), 4, Map.of()));
    }

    @AfterEach
    void close() {
        runtime.stop();
        producer.close(Duration.ofSeconds(1));
        admin.close();
    }

    private void publish(String key, int sequence) throws Exception {
        producer.send(new ProducerRecord<>(Topics.TICKETS, key, new EventCodec().encode(Events.event(key, sequence))))
                .get();
    }

    private Long count(String key) {
        return runtime.streams()
                .filter(streams -> streams.state() == KafkaStreams.State.RUNNING)
                .map(streams -> streams.store(StoreQueryParameters.fromNameAndType(
                                "counts", QueryableStoreTypes.<String, Long>keyValueStore()))
                        .get(key))
                .orElse(null);
    }

    @Test
    void processesRestartsAndReadsEverythingAgainAfterAReset() throws Exception {
        String key = Events.subject();
        publish(key, 1);
        publish(key, 2);
        runtime.start();
        await().atMost(PATIENCE).ignoreExceptions().until(() -> Long.valueOf(2).equals(count(key)));

        runtime.stop();
        runtime.start();
        publish(key, 3);
        await().atMost(PATIENCE).ignoreExceptions().until(() -> Long.valueOf(3).equals(count(key)));

        // The changelog of the counts stays: reading again counts everything once more.
        runtime.reset(topic -> topic.equals("blocked-changelog"), Set.of(Topics.TICKETS));
        await().atMost(PATIENCE).ignoreExceptions().until(() -> Long.valueOf(6).equals(count(key)));

        runtime.reset(topic -> true, Set.of(Topics.TICKETS));
        await().atMost(PATIENCE).ignoreExceptions().until(() -> Long.valueOf(3).equals(count(key)));
    }

    @Test
    void replacesAThreadThatFalls() throws Exception {
        runtime.start();
        await().atMost(PATIENCE).until(() -> runtime.state() == KafkaStreams.State.RUNNING);
        falls.set(1);
        String key = Events.subject();

        publish(key, 1);

        await().atMost(PATIENCE).until(() -> taken.contains(key));
        assertThat(runtime.lastFall()).isPresent();
        await().atMost(PATIENCE).until(() -> runtime.state() == KafkaStreams.State.RUNNING);
    }

    @Test
    void deadLettersKeepTheirPartitionNumber() throws Exception {
        runtime.start();
        String key = Events.subject();
        int partition = producer.send(new ProducerRecord<>(Topics.TICKETS, key, new byte[] {1}))
                .get()
                .partition();

        await().atMost(PATIENCE)
                .until(() -> TestEngines.records(properties, Topics.deadLetters(Topics.TICKETS, "it")).stream()
                        .anyMatch(record -> key.equals(record.key())
                                && record.partition() == partition
                                && DeadLetterHeaders.origin(record.headers())
                                                .orElseThrow()
                                                .partition()
                                        == partition));
    }
}
