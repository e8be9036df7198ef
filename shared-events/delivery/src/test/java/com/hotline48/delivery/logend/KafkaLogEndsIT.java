package com.hotline48.delivery.logend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import com.hotline48.delivery.DeliveryProperties;
import com.hotline48.delivery.KafkaClients;
import com.hotline48.delivery.TestEngines;
import com.hotline48.delivery.TopicSpec;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KafkaLogEndsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final LogEndsSettings QUICK = new LogEndsSettings(
            Duration.ofMillis(50), Duration.ofSeconds(5), Duration.ofMillis(300), Duration.ofSeconds(5));

    private final DeliveryProperties properties = TestEngines.properties("logend");
    private final KafkaClients clients = new KafkaClients(properties);
    private final String topic = "ends-" + UUID.randomUUID();
    private final TopicPartition partition = new TopicPartition(topic, 0);
    private final Admin admin = clients.admin("ends");

    @AfterEach
    void close() {
        admin.close();
    }

    private KafkaLogEnds open(Set<String> plain, Set<String> transactional) {
        KafkaLogEnds ends = new KafkaLogEnds(
                admin,
                () -> clients.reader("ends"),
                plain,
                transactional,
                Clock.systemUTC(),
                new SimpleMeterRegistry(),
                QUICK);
        ends.start();
        return ends;
    }

    private KafkaProducer<String, byte[]> transactional() {
        KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", properties.kafkaBootstrap(), "transactional.id", topic),
                new StringSerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
        return producer;
    }

    @Test
    void passesAPlainPartitionWhenEverythingInItWasProcessed() throws Exception {
        TestEngines.topics(properties, new TopicSpec(topic, 1, Map.of()));
        try (KafkaLogEnds ends = open(Set.of(topic), Set.of());
                KafkaProducer<String, byte[]> producer = clients.producer("ends-" + topic)) {
            Instant start = Instant.now();
            await().atMost(PATIENCE).until(() -> ends.passed(partition, 0).isPresent());

            producer.send(new ProducerRecord<>(topic, "a", new byte[1])).get();
            producer.send(new ProducerRecord<>(topic, "b", new byte[1])).get();
            Instant written = Instant.now();

            await().atMost(PATIENCE)
                    .until(() ->
                            ends.passed(partition, 2).filter(written::isBefore).isPresent());
            // Who has processed less is told nothing, or an instant before the record was there.
            assertThat(ends.passed(partition, 1)).isEmpty();
            assertThat(ends.passed(partition, 2))
                    .hasValueSatisfying(w -> assertThat(w).isAfter(start));
        }
    }

    @Test
    void isNotMisledByTheMarkersOfTransactions() {
        TestEngines.topics(properties, new TopicSpec(topic, 1, Map.of()));
        try (KafkaLogEnds ends = open(Set.of(), Set.of(topic));
                KafkaProducer<String, byte[]> producer = transactional()) {
            await().atMost(PATIENCE).until(() -> ends.passed(partition, 0).isPresent());
            producer.beginTransaction();
            var unuseda = producer.send(new ProducerRecord<>(topic, "a", new byte[1]));
            var unusedb = producer.send(new ProducerRecord<>(topic, "b", new byte[1]));
            producer.commitTransaction();
            Instant committed = Instant.now();

            // Offsets: 0 and 1 records, 2 the commit marker. A task that processed both is at 2, not at the end 3.
            await().atMost(PATIENCE).until(() -> ends.passed(partition, 2)
                    .filter(committed::isBefore)
                    .isPresent());
            assertThat(ends.passed(partition, 1)).isEmpty();

            for (int i = 0; i < 30; i++) {
                producer.beginTransaction();
                var unusedc = producer.send(new ProducerRecord<>(topic, "c", new byte[1]));
                producer.abortTransaction();
            }
            Instant aborted = Instant.now();
            await().atMost(PATIENCE)
                    .until(() ->
                            ends.passed(partition, 2).filter(aborted::isBefore).isPresent());
        }
    }

    @Test
    void waitsForAnOpenTransaction() {
        String other = topic + "-plain";
        TestEngines.topics(properties, new TopicSpec(topic, 1, Map.of()), new TopicSpec(other, 1, Map.of()));
        try (KafkaLogEnds ends = open(Set.of(other), Set.of(topic));
                KafkaProducer<String, byte[]> producer = transactional()) {
            await().atMost(PATIENCE).until(() -> ends.passed(partition, 0).isPresent());
            producer.beginTransaction();
            var unused = producer.send(new ProducerRecord<>(topic, "a", new byte[1]));
            producer.flush();
            Instant written = Instant.now();

            await().atMost(PATIENCE).until(() -> ends.passed(new TopicPartition(other, 0), 0)
                    .filter(written::isBefore)
                    .isPresent());
            assertThat(ends.passed(partition, 0))
                    .hasValueSatisfying(w -> assertThat(w).isBefore(written));

            producer.commitTransaction();
            await().atMost(PATIENCE)
                    .until(() ->
                            ends.passed(partition, 1).filter(written::isBefore).isPresent());
            assertThat(ends.passed(partition, 0)).isEmpty();
        }
    }

    @Test
    void waitsForATopicThatIsMadeLater() {
        try (KafkaLogEnds ends = open(Set.of(topic), Set.of())) {
            assertThat(ends.passed(partition, 0)).isEmpty();

            TestEngines.topics(properties, new TopicSpec(topic, 1, Map.of()));

            await().atMost(PATIENCE).until(() -> ends.passed(partition, 0).isPresent());
        }
    }
}
