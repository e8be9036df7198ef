package com.hotline48.reporting.stream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import com.hotline48.delivery.logend.LogEnds;
import com.hotline48.delivery.mark.Marks;
import com.hotline48.delivery.streams.DeadLetterTopics;
import com.hotline48.delivery.streams.EventIntake;
import com.hotline48.delivery.streams.IntakeMetrics;
import com.hotline48.events.Topics;
import com.hotline48.events.centre.Centres;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Tickets and announcements in, partial cells out: facts per ticket, co-partitioned by ticketId, and this partition's
 * share of each cell; no repartitioning (architecture.md, Figures).
 */
public final class ReportingTopology {

    /** Name of this consumer in dead-letter and resend topics; all generations share them. */
    public static final String CONSUMER = "reporting";

    /** The topics that the figures are made of. */
    public static final List<String> INPUTS = List.of(Topics.TICKETS, Topics.SLA);

    /** Small stores that change all the time: keeps their changelogs, and so a restart, short. */
    private static final Map<String, String> SMALL_CHANGELOG =
            Map.of("segment.bytes", "8388608", "min.cleanable.dirty.ratio", "0.1");

    private final Centres centres;
    private final IntakeMetrics intakeMetrics;
    private final FactsMetrics metrics;
    private final Duration flushInterval;

    /** @param flushInterval how often changed cells are written out, at least 100 ms */
    public ReportingTopology(
            Centres centres, IntakeMetrics intakeMetrics, FactsMetrics metrics, Duration flushInterval) {
        this.centres = Objects.requireNonNull(centres, "centres");
        this.intakeMetrics = Objects.requireNonNull(intakeMetrics, "intakeMetrics");
        this.metrics = Objects.requireNonNull(metrics, "metrics");
        this.flushInterval = Objects.requireNonNull(flushInterval, "flushInterval");
    }

    /** The topics from which dead letters come back. */
    public static List<String> resendTopics() {
        return INPUTS.stream().map(topic -> Topics.resend(topic, CONSUMER)).toList();
    }

    /** Adds the topology of one generation; {@code ends} and {@code marks} are that generation's own. */
    public void addTo(StreamsBuilder builder, int generation, LogEnds ends, Marks marks) {
        List<String> topics = new ArrayList<>(INPUTS);
        topics.addAll(resendTopics());
        EventTranslation translation = new EventTranslation(centres);
        for (StoreBuilder<?> store : stores()) {
            builder.addStateStore(store);
        }
        KStream<String, byte[]> out = builder.stream(topics, Consumed.with(Serdes.String(), Serdes.ByteArray()))
                .process(
                        () -> new ComplaintFactsProcessor(
                                INPUTS, translation, ends, marks, intakeMetrics, metrics, flushInterval),
                        Named.as("complaint-facts"),
                        ComplaintFactsProcessor.FACTS,
                        ComplaintFactsProcessor.CELLS,
                        ComplaintFactsProcessor.POSITIONS,
                        ComplaintFactsProcessor.BLOCKED);
        out.to(
                CellTopics.cells(generation),
                Produced.with(Serdes.String(), Serdes.ByteArray(), new OwnPartition())
                        .withName(ComplaintFactsProcessor.CELLS_SINK));
        out.to(
                DeadLetterTopics.of(CONSUMER),
                Produced.with(Serdes.String(), Serdes.ByteArray()).withName(EventIntake.DEAD_LETTERS));
    }

    private static List<StoreBuilder<?>> stores() {
        return List.of(
                store(ComplaintFactsProcessor.FACTS, Serdes.ByteArray()),
                store(ComplaintFactsProcessor.CELLS, Serdes.ByteArray())
                        .withLoggingEnabled(SMALL_CHANGELOG)
                        .withCachingEnabled(),
                store(ComplaintFactsProcessor.POSITIONS, Serdes.Long())
                        .withLoggingEnabled(SMALL_CHANGELOG)
                        .withCachingEnabled(),
                store(ComplaintFactsProcessor.BLOCKED, Serdes.ByteArray()));
    }

    private static <V> StoreBuilder<KeyValueStore<String, V>> store(String name, Serde<V> values) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.String(), values);
    }

    /**
     * A task's cells lie in the partition of its own number, whatever their keys hash to. Kafka Streams 3.9 asks
     * {@code partitions}, but still declares the method before it.
     */
    private static final class OwnPartition implements StreamPartitioner<String, byte[]> {
        @Override
        public Integer partition(String topic, String key, byte[] value, int partitions) {
            return CellRecord.partitionOf(key);
        }

        @Override
        public Optional<Set<Integer>> partitions(String topic, String key, byte[] value, int partitions) {
            return Optional.of(Set.of(CellRecord.partitionOf(key)));
        }
    }
}
