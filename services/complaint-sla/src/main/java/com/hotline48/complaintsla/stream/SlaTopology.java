package com.hotline48.complaintsla.stream;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import com.hotline48.delivery.logend.LogEnds;
import com.hotline48.delivery.mark.Marks;
import com.hotline48.delivery.streams.DeadLetterTopics;
import com.hotline48.delivery.streams.EventIntake;
import com.hotline48.delivery.streams.IntakeMetrics;
import com.hotline48.events.Topics;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Ticket events → clocks (by ticket) → complaint facts → repeats (by customer) → {@link Topics#SLA}, with progress
 * marks behind them → {@link Topics#MARKS}.
 */
public final class SlaTopology {

    /** Stores that say what was announced: a rebuild keeps them (their changelogs {@code <application>-<store>-changelog}). */
    public static final List<String> KEPT_STORES = List.of(Store.ANNOUNCED, Store.ANNOUNCED_RELATIONS);

    private static final Serde<String> TEXT = Serdes.String();
    private static final Serde<byte[]> BYTES = Serdes.ByteArray();

    private final TopologySettings settings;
    private final LogEnds ends;
    private final Marks marks;
    private final JudgementMetrics metrics;
    private final IntakeMetrics intake;
    private final Function<String, KeyValueBytesStoreSupplier> stores;

    /** Names of the stores; their changelogs are named by them, so they never change. */
    static final class Store {
        static final String TICKETS = "tickets";
        static final String ANNOUNCED = "announced";
        static final String TIMERS = "timers";
        static final String LATE_TIMERS = "late-timers";
        static final String POSITIONS = "positions";
        static final String BLOCKED = "blocked";
        static final String COMPLAINTS = "complaints";
        static final String COMPLAINT_INDEX = "complaint-index";
        static final String ANNOUNCED_RELATIONS = "announced-relations";
        static final String LANES = "lanes";

        private Store() {}
    }

    /** Names of the children that the processors forward to. */
    static final class Child {
        static final String CLOCK_EVENTS = "clock-events";
        static final String COMPLAINT_FACTS = "complaint-facts";
        static final String RELATION_EVENTS = "relation-events";
        static final String MARKS = "marks";

        private Child() {}
    }

    /**
     * @param ends of the ticket topic and its resend topic
     * @param marks of the ticket service
     */
    public SlaTopology(
            TopologySettings settings, LogEnds ends, Marks marks, JudgementMetrics metrics, IntakeMetrics intake) {
        this(settings, ends, marks, metrics, intake, Stores::persistentKeyValueStore);
    }

    /** @param stores kind of the stores that grow with the tickets; a test driver writes persistent ones to disk per record */
    SlaTopology(
            TopologySettings settings,
            LogEnds ends,
            Marks marks,
            JudgementMetrics metrics,
            IntakeMetrics intake,
            Function<String, KeyValueBytesStoreSupplier> stores) {
        this.stores = stores;
        this.settings = Objects.requireNonNull(settings, "settings");
        this.ends = Objects.requireNonNull(ends, "ends");
        this.marks = Objects.requireNonNull(marks, "marks");
        this.metrics = Objects.requireNonNull(metrics, "metrics");
        this.intake = Objects.requireNonNull(intake, "intake");
    }

    /** The topics with events that it reads. */
    public static List<String> inputs(String consumer) {
        return List.of(Topics.TICKETS, Topics.resend(Topics.TICKETS, consumer));
    }

    /**
     * Whether an internal topic, named without the application id, outlives a rebuild: what was announced, and the way
     * between the stages, where whole facts with their versions lie that are true whenever they are read.
     */
    public static boolean isKept(String internalTopic) {
        return internalTopic.endsWith("-repartition")
                || KEPT_STORES.stream().anyMatch(store -> internalTopic.equals(store + "-changelog"));
    }

    /** Adds the topology to {@code builder}. */
    public void addTo(StreamsBuilder builder) {
        List<String> inputs = inputs(settings.consumer());
        builder.addStateStore(bytes(Store.TICKETS))
                .addStateStore(bytes(Store.ANNOUNCED))
                .addStateStore(sorted(Store.TIMERS))
                .addStateStore(sorted(Store.LATE_TIMERS))
                .addStateStore(numbers(Store.POSITIONS))
                .addStateStore(bytes(Store.BLOCKED))
                .addStateStore(bytes(Store.COMPLAINTS))
                .addStateStore(sorted(Store.COMPLAINT_INDEX))
                .addStateStore(bytes(Store.ANNOUNCED_RELATIONS))
                .addStateStore(numbers(Store.LANES));

        KStream<String, byte[]> clocks = builder.stream(
                        inputs, Consumed.with(TEXT, BYTES).withName("ticket-events"))
                .process(
                        () -> new ClockProcessor(settings, inputs, ends, marks, metrics, intake),
                        Named.as("clocks"),
                        Store.TICKETS,
                        Store.ANNOUNCED,
                        Store.TIMERS,
                        Store.LATE_TIMERS,
                        Store.POSITIONS,
                        Store.BLOCKED);
        clocks.to(
                DeadLetterTopics.of(settings.consumer()),
                Produced.with(TEXT, BYTES)
                        .withStreamPartitioner(DeadLetterTopics.partitioner())
                        .withName(EventIntake.DEAD_LETTERS));
        only(clocks, Child.CLOCK_EVENTS)
                .to(Topics.SLA, Produced.with(TEXT, BYTES).withName("clock-announcements"));

        KStream<String, byte[]> relations = only(clocks, Child.COMPLAINT_FACTS)
                .repartition(Repartitioned.with(TEXT, BYTES)
                        .withName("complaints-by-customer")
                        .withNumberOfPartitions(settings.lanes())
                        .withStreamPartitioner(new LanePartitioner()))
                .process(
                        () -> new RelationProcessor(settings, metrics),
                        Named.as("relations"),
                        Store.COMPLAINTS,
                        Store.COMPLAINT_INDEX,
                        Store.ANNOUNCED_RELATIONS,
                        Store.LANES);
        only(relations, Child.RELATION_EVENTS)
                .to(Topics.SLA, Produced.with(TEXT, BYTES).withName("relation-announcements"));
        only(relations, Child.MARKS).to(Topics.MARKS, Produced.with(TEXT, BYTES).withName("progress"));
    }

    /** A child with a name of ours, so that a processor can forward to it alone. */
    private static KStream<String, byte[]> only(KStream<String, byte[]> stream, String child) {
        return stream.filter((key, value) -> true, Named.as(child));
    }

    private StoreBuilder<?> bytes(String name) {
        return Stores.keyValueStoreBuilder(stores.apply(name), TEXT, BYTES);
    }

    private StoreBuilder<?> sorted(String name) {
        return Stores.keyValueStoreBuilder(stores.apply(name), Serdes.Bytes(), BYTES);
    }

    /** A handful of rows that change with every record: only their last value per commit is worth a write. */
    private static StoreBuilder<?> numbers(String name) {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), TEXT, Serdes.Long())
                .withCachingEnabled();
    }

    /** Facts by the hash of their key as everywhere, marks to the partition that they are made for. */
    static final class LanePartitioner implements StreamPartitioner<String, byte[]> {

        private static final String MARK = "mark>";

        static String markKey(int partition) {
            return MARK + partition;
        }

        @Override
        @Deprecated
        public Integer partition(String topic, String key, byte[] value, int partitions) {
            throw new UnsupportedOperationException("replaced by partitions(..)");
        }

        @Override
        public Optional<Set<Integer>> partitions(String topic, String key, byte[] value, int partitions) {
            return key.startsWith(MARK)
                    ? Optional.of(Set.of(Integer.parseInt(key.substring(MARK.length())) % partitions))
                    : Optional.empty();
        }
    }
}
