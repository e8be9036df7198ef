package com.hotline48.delivery.logend;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the brokers a few times a second where partitions end, on a thread of its own.
 *
 * <p>An answer counts for the instant before it was asked for. While the brokers do not answer, nothing new is known
 * and tasks stand still. After the start and after an outage, answers are dropped for a while: services publish what
 * waited in their outboxes first, so that the log is not taken for complete when it is not.
 */
public final class KafkaLogEnds implements LogEnds, AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(KafkaLogEnds.class);
    /** First look back from the end of a transactional partition, in offsets; doubled until a record is found. */
    private static final long FIRST_LOOK_BACK = 16;

    private final Admin admin;
    private final Supplier<Consumer<String, byte[]>> readers;
    private final Set<String> plain;
    private final Set<String> transactional;
    private final Clock clock;
    private final MeterRegistry meters;
    private final LogEndsSettings settings;
    private final Map<TopicPartition, EndProbes> probes = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Instant> answered = new ConcurrentHashMap<>();
    private final List<Gauge> gauges = new CopyOnWriteArrayList<>();
    private final Thread thread;

    // The asking thread's own.
    private final Set<String> resolved = new HashSet<>();
    private final Set<TopicPartition> partitions = new HashSet<>();
    private final Map<TopicPartition, DataEnd> dataEnds = new HashMap<>();
    private final Map<TopicPartition, Held> held = new HashMap<>();
    private @Nullable Consumer<String, byte[]> reader;
    private @Nullable Instant lastAnswer;
    private Instant trustedFrom;

    private volatile boolean closed;
    private volatile boolean trusted;

    /** Up to {@code stable} the partition holds no record at or after {@code end}. */
    private record DataEnd(long stable, long end) {}

    /** An answer that counts once no transaction is open before {@code end}: what is in one has been written too. */
    private record Held(Instant askedAt, long end) {}

    KafkaLogEnds(
            Admin admin,
            Supplier<Consumer<String, byte[]>> readers,
            Set<String> plain,
            Set<String> transactional,
            Clock clock,
            MeterRegistry meters,
            LogEndsSettings settings) {
        this.admin = admin;
        this.readers = readers;
        this.plain = Set.copyOf(plain);
        this.transactional = Set.copyOf(transactional);
        this.clock = clock;
        this.meters = meters;
        this.settings = settings;
        this.trustedFrom = clock.instant().plus(settings.resumeGrace());
        this.thread = new Thread(this::run, "log-ends");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    @Override
    public Optional<Instant> passed(TopicPartition partition, long position) {
        EndProbes seen = probes.get(partition);
        if (seen == null || !trusted) {
            return Optional.empty();
        }
        Optional<Instant> passed = seen.passed(position);
        passed.ifPresent(instant -> answered.put(partition, instant));
        return passed;
    }

    private void run() {
        while (!closed) {
            long began = System.nanoTime();
            try {
                ask();
            } catch (InterruptedException e) {
                break;
            } catch (Exception e) {
                LOGGER.atDebug()
                        .addKeyValue("fault", e.getClass().getSimpleName())
                        .log("the log's ends are not known at present");
            }
            try {
                long spent = System.nanoTime() - began;
                TimeUnit.NANOSECONDS.sleep(
                        Math.max(1_000_000, settings.interval().toNanos() - spent));
            } catch (InterruptedException e) {
                break;
            }
        }
        Consumer<String, byte[]> open = reader;
        if (open != null) {
            open.close(Duration.ofSeconds(1));
        }
    }

    /** One round of questions, on the asking thread. */
    void ask() throws InterruptedException, ExecutionException, TimeoutException {
        resolve();
        Instant askedAt = clock.instant();
        Map<TopicPartition, Long> ends = new HashMap<>();
        ends.putAll(ends(plain, IsolationLevel.READ_UNCOMMITTED));
        Map<TopicPartition, Long> written = ends(transactional, IsolationLevel.READ_UNCOMMITTED);
        Map<TopicPartition, Long> stable = ends(transactional, IsolationLevel.READ_COMMITTED);
        Map<TopicPartition, Long> dataEnds = dataEnds(stable);
        Instant now = clock.instant();
        Instant last = lastAnswer;
        if (last == null || Duration.between(last, now).compareTo(settings.gap()) > 0) {
            trusted = false;
            trustedFrom = now.plus(settings.resumeGrace());
            probes.values().forEach(EndProbes::forget);
        }
        lastAnswer = now;
        if (askedAt.isBefore(trustedFrom)) {
            held.clear();
            return;
        }
        ends.forEach((partition, end) -> probesOf(partition).add(askedAt, end));
        dataEnds.forEach((partition, end) -> addSettled(
                partition,
                new Held(askedAt, written.getOrDefault(partition, Long.MAX_VALUE)),
                stable.getOrDefault(partition, 0L),
                end));
        trusted = true;
    }

    private void addSettled(TopicPartition partition, Held latest, long stable, long end) {
        Held waiting = held.get(partition);
        if (stable >= latest.end()) {
            held.remove(partition);
            probesOf(partition).add(latest.askedAt(), end);
        } else if (waiting == null) {
            held.put(partition, latest);
        } else if (stable >= waiting.end()) {
            probesOf(partition).add(waiting.askedAt(), end);
            held.put(partition, latest);
        }
    }

    private EndProbes probesOf(TopicPartition partition) {
        return probes.computeIfAbsent(partition, p -> {
            gauges.add(Gauge.builder("hotline.logend.passed.age", answered, map -> {
                        Instant passed = map.get(p);
                        return passed == null
                                ? Double.NaN
                                : Duration.between(passed, clock.instant()).toMillis() / 1000.0;
                    })
                    .baseUnit("seconds")
                    .tag("topic", p.topic())
                    .tag("partition", String.valueOf(p.partition()))
                    .description("How far W of a partition lies behind the wall clock")
                    .register(meters));
            return new EndProbes();
        });
    }

    private void resolve() throws InterruptedException, ExecutionException, TimeoutException {
        Set<String> missing = new HashSet<>(plain);
        missing.addAll(transactional);
        missing.removeAll(resolved);
        if (missing.isEmpty()) {
            return;
        }
        for (Map.Entry<String, KafkaFuture<TopicDescription>> topic :
                admin.describeTopics(missing).topicNameValues().entrySet()) {
            try {
                TopicDescription description =
                        topic.getValue().get(settings.answerTimeout().toMillis(), TimeUnit.MILLISECONDS);
                description
                        .partitions()
                        .forEach(
                                partition -> partitions.add(new TopicPartition(topic.getKey(), partition.partition())));
                resolved.add(topic.getKey());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
            }
        }
    }

    private Map<TopicPartition, Long> ends(Set<String> topics, IsolationLevel isolation)
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<TopicPartition, OffsetSpec> question = new HashMap<>();
        partitions.stream()
                .filter(partition -> topics.contains(partition.topic()))
                .forEach(partition -> question.put(partition, OffsetSpec.latest()));
        if (question.isEmpty()) {
            return Map.of();
        }
        Map<TopicPartition, Long> ends = new HashMap<>();
        try {
            for (Map.Entry<TopicPartition, ListOffsetsResultInfo> end : admin.listOffsets(
                            question, new ListOffsetsOptions(isolation).timeoutMs((int)
                                            settings.answerTimeout().toMillis()))
                    .all()
                    .get(settings.answerTimeout().toMillis(), TimeUnit.MILLISECONDS)
                    .entrySet()) {
                ends.put(end.getKey(), end.getValue().offset());
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                // A reset has deleted a topic; it may come back with other partitions.
                partitions.removeIf(partition -> topics.contains(partition.topic()));
                resolved.removeAll(topics);
                dataEnds.keySet().removeIf(partition -> topics.contains(partition.topic()));
                held.keySet().removeIf(partition -> topics.contains(partition.topic()));
                probes.forEach((partition, seen) -> {
                    if (topics.contains(partition.topic())) {
                        seen.forget();
                    }
                });
            }
            throw e;
        }
        return ends;
    }

    /** The offsets after the last records before the stable ends; what follows them are only markers of transactions. */
    private Map<TopicPartition, Long> dataEnds(Map<TopicPartition, Long> stable) {
        Map<TopicPartition, Long> moved = new HashMap<>(stable);
        moved.entrySet().removeIf(end -> {
            DataEnd known = dataEnds.get(end.getKey());
            return known != null && known.stable() == end.getValue();
        });
        if (!moved.isEmpty()) {
            Map<TopicPartition, Long> last = lastRecords(moved);
            moved.forEach((partition, end) -> {
                DataEnd known = dataEnds.get(partition);
                long before = known == null || known.stable() > end ? 0 : known.end();
                Long found = last.get(partition);
                dataEnds.put(partition, new DataEnd(end, found == null ? before : found + 1));
            });
        }
        Map<TopicPartition, Long> ends = new HashMap<>();
        stable.keySet().forEach(partition -> {
            DataEnd known = dataEnds.get(partition);
            if (known != null) {
                ends.put(partition, known.end());
            }
        });
        return ends;
    }

    /** The last record of each partition before an end, looked for backwards, all partitions in one go. */
    private Map<TopicPartition, Long> lastRecords(Map<TopicPartition, Long> ends) {
        Consumer<String, byte[]> consumer = reader;
        if (consumer == null) {
            consumer = readers.get();
            reader = consumer;
        }
        Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(ends.keySet(), settings.answerTimeout());
        Map<TopicPartition, Long> left = new HashMap<>();
        ends.forEach((partition, end) -> {
            if (end > floor(partition, end, beginnings)) {
                left.put(partition, end);
            }
        });
        Map<TopicPartition, Long> last = new HashMap<>();
        for (long back = FIRST_LOOK_BACK; !left.isEmpty(); back *= 4) {
            Map<TopicPartition, Long> from = new HashMap<>();
            for (Map.Entry<TopicPartition, Long> end : left.entrySet()) {
                long floor = floor(end.getKey(), end.getValue(), beginnings);
                from.put(end.getKey(), Math.max(floor, end.getValue() - back));
            }
            last.putAll(read(consumer, from, left));
            left.entrySet()
                    .removeIf(end -> last.containsKey(end.getKey())
                            || from.getOrDefault(end.getKey(), 0L) <= floor(end.getKey(), end.getValue(), beginnings));
        }
        return last;
    }

    /** Before it there is nothing to look for: it is known, or gone. */
    private long floor(TopicPartition partition, long end, Map<TopicPartition, Long> beginnings) {
        DataEnd known = dataEnds.get(partition);
        return Math.max(
                known == null || known.stable() > end ? 0 : known.stable(), beginnings.getOrDefault(partition, 0L));
    }

    private Map<TopicPartition, Long> read(
            Consumer<String, byte[]> consumer, Map<TopicPartition, Long> from, Map<TopicPartition, Long> ends) {
        consumer.assign(ends.keySet());
        from.forEach(consumer::seek);
        long giveUp = System.nanoTime() + settings.answerTimeout().toNanos();
        Map<TopicPartition, Long> last = new HashMap<>();
        Set<TopicPartition> open = new HashSet<>(ends.keySet());
        while (!open.isEmpty()) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(50))) {
                TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                if (record.offset() < ends.getOrDefault(partition, 0L)) {
                    last.put(partition, record.offset());
                }
            }
            open.removeIf(partition ->
                    consumer.position(partition, settings.answerTimeout()) >= ends.getOrDefault(partition, 0L));
            if (closed || System.nanoTime() > giveUp) {
                throw new org.apache.kafka.common.errors.TimeoutException("the last records were not found in time");
            }
        }
        return last;
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(2_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        gauges.forEach(meters::remove);
    }
}
