package com.hotline48.delivery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.hotline48.engines.DocumentServerSettings;
import com.hotline48.engines.EmbeddedDocumentServer;
import com.hotline48.engines.EmbeddedKafka;
import com.hotline48.engines.KafkaSettings;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** The engines of this module's integration tests, started once. */
public final class TestEngines {

    private static final class Started {
        static final EmbeddedKafka KAFKA = EmbeddedKafka.start(KafkaSettings.in(folder()));
        static final EmbeddedDocumentServer DOCUMENTS = EmbeddedDocumentServer.start(DocumentServerSettings.inMemory());

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                DOCUMENTS.close();
                KAFKA.close();
            }));
        }
    }

    private TestEngines() {}

    static Path folder() {
        try {
            return Files.createTempDirectory("hotline48-delivery-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Properties of a service with a database of its own. */
    public static Map<String, Object> settings(String service) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("hotline.service", service);
        settings.put("hotline.kafka-bootstrap", Started.KAFKA.bootstrapServers());
        settings.put("hotline.mongo-uri", Started.DOCUMENTS.connectionString());
        settings.put("hotline.database", service + "-" + UUID.randomUUID());
        settings.put("hotline.state-dir", folder().toString());
        return settings;
    }

    public static DeliveryProperties properties(String service) {
        return new Binder(new MapConfigurationPropertySource(settings(service)))
                .bind("hotline", DeliveryProperties.class)
                .get();
    }

    public static void topics(DeliveryProperties properties, TopicSpec... topics) {
        try (Admin admin = new KafkaClients(properties).admin("topics-" + UUID.randomUUID())) {
            new TopicSetup(admin, List.of(topics), 1, Duration.ofSeconds(20)).start();
        }
    }

    /** All committed records of a topic at present. */
    public static List<ConsumerRecord<String, byte[]>> records(DeliveryProperties properties, String topic) {
        try (Consumer<String, byte[]> consumer = new KafkaClients(properties).reader("test-" + UUID.randomUUID())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            return records;
        }
    }

    public static Clock clock() {
        return Clock.systemUTC();
    }
}
