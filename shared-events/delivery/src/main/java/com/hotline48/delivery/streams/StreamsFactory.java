package com.hotline48.delivery.streams;

import java.time.Clock;
import java.util.Map;
import java.util.Properties;
import java.util.function.Supplier;

import com.hotline48.delivery.DeliveryProperties;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;

/** Makes {@link StreamsRuntime}s with the settings of architecture.md (Streams settings that decide restarts). */
public final class StreamsFactory {

    private final DeliveryProperties properties;
    private final Admin admin;
    private final MeterRegistry meters;
    private final Clock clock;

    public StreamsFactory(DeliveryProperties properties, Admin admin, MeterRegistry meters, Clock clock) {
        this.properties = properties;
        this.admin = admin;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * A topology of the service; expose it as a bean and it starts after the topics are there and stops with the
     * context.
     *
     * @param applicationId Kafka group and prefix of internal topics and of the state folder
     * @param topology made anew for each start
     */
    public StreamsRuntime open(String applicationId, Supplier<Topology> topology) {
        return open(applicationId, topology, Map.of());
    }

    /** @param overrides of {@link StreamsConfig} */
    public StreamsRuntime open(String applicationId, Supplier<Topology> topology, Map<String, Object> overrides) {
        Properties config = settings(applicationId);
        config.putAll(overrides);
        return new StreamsRuntime(applicationId, topology, config, admin, meters, clock);
    }

    /** The settings of a topology, e.g. for a TopologyTestDriver. */
    public Properties settings(String applicationId) {
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, properties.kafkaBootstrap());
        config.put(StreamsConfig.CLIENT_ID_CONFIG, applicationId + "-" + properties.instance());
        config.put(StreamsConfig.STATE_DIR_CONFIG, properties.stateDir().toString());
        config.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, properties.replicationFactor());
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, properties.streams().threads());
        config.put(
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                properties.streams().commitInterval().toMillis());
        config.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 8L << 20);
        config.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.StringSerde.class);
        config.put(StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
        config.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
        config.put("log.summary.interval.ms", -1L);
        config.put("auto.include.jmx.reporter", false);
        config.put("enable.metrics.push", false);
        config.put("reconnect.backoff.max.ms", 1_000L);
        config.put(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG),
                applicationId + "-" + properties.instance());
        config.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 10_000);
        config.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 500);
        config.put(StreamsConfig.producerPrefix(ProducerConfig.BUFFER_MEMORY_CONFIG), 16L << 20);
        return config;
    }
}
