package com.hotline48.delivery;

import java.util.HashMap;
import java.util.Map;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Kafka clients of one service, with ids of their own so that several services can share a JVM. */
public final class KafkaClients {

    private final DeliveryProperties properties;

    public KafkaClients(DeliveryProperties properties) {
        this.properties = properties;
    }

    /** An idempotent producer that waits for all replicas. */
    public KafkaProducer<String, byte[]> producer(String name) {
        Map<String, Object> config = base(name);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        // Nobody waits for a publication, so a batch may fill: fewer requests for the same records.
        config.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 20_000);
        config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 16L << 20);
        return new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
    }

    public Admin admin(String name) {
        Map<String, Object> config = base(name);
        config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        return Admin.create(config);
    }

    /** A consumer that is given its partitions: no group, nothing committed. */
    public Consumer<String, byte[]> reader(String name) {
        return new KafkaConsumer<>(reading(name), new StringDeserializer(), new ByteArrayDeserializer());
    }

    /** A member of a group; topics with one partition count come in equal partition numbers. */
    public Consumer<String, byte[]> member(String group, String name) {
        Map<String, Object> config = reading(name);
        config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        config.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, properties.instance() + "-" + name);
        config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
        config.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, RangeAssignor.class.getName());
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 200);
        return new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
    }

    private Map<String, Object> reading(String name) {
        Map<String, Object> config = base(name);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        return config;
    }

    private Map<String, Object> base(String name) {
        Map<String, Object> config = new HashMap<>();
        config.put("bootstrap.servers", properties.kafkaBootstrap());
        config.put("client.id", properties.service() + "-" + properties.instance() + "-" + name);
        config.put("auto.include.jmx.reporter", false);
        config.put("enable.metrics.push", false);
        config.put("reconnect.backoff.max.ms", 1_000);
        return config;
    }
}
