package com.hotline48.delivery.streams;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Runs one topology: starts it after the topics are there, replaces threads that fall (with growing pauses), can throw
 * its derived state away and start over.
 */
public final class StreamsRuntime implements SmartLifecycle {

    /** With the listeners, after topics and outbox. */
    public static final int PHASE = 1_000;

    private static final Logger LOGGER = LoggerFactory.getLogger(StreamsRuntime.class);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    /** A fall after this long without one is the first again. */
    private static final Duration CALM = Duration.ofMinutes(2);

    private static final int ANSWER_SECONDS = 15;

    private final String applicationId;
    private final Supplier<Topology> topology;
    private final Properties config;
    private final Admin admin;
    private final Clock clock;
    private volatile @Nullable KafkaStreams streams;
    private volatile Instant stateSince;
    private volatile @Nullable Instant lastFall;
    private int falls;

    StreamsRuntime(
            String applicationId,
            Supplier<Topology> topology,
            Properties config,
            Admin admin,
            MeterRegistry meters,
            Clock clock) {
        this.applicationId = applicationId;
        this.topology = topology;
        this.config = config;
        this.admin = admin;
        this.clock = clock;
        this.stateSince = clock.instant();
        Gauge.builder("hotline.streams.running", this, runtime -> runtime.state() == State.RUNNING ? 1 : 0)
                .tag("application", applicationId)
                .description("1 = all tasks process")
                .register(meters);
        Gauge.builder("hotline.streams.lag", this, StreamsRuntime::lag)
                .tag("application", applicationId)
                .description("Records that were not fetched yet; 0 also when the broker is away")
                .register(meters);
    }

    public String applicationId() {
        return applicationId;
    }

    /** The running instance, e.g. for queries of its stores; empty before the start and during a reset. */
    public Optional<KafkaStreams> streams() {
        return Optional.ofNullable(streams);
    }

    /** {@link State#NOT_RUNNING} when there is no instance. */
    public State state() {
        KafkaStreams current = streams;
        return current == null ? State.NOT_RUNNING : current.state();
    }

    /** Since when {@link #state} is what it is. */
    public Instant stateSince() {
        return stateSince;
    }

    /** When a thread fell last. */
    public Optional<Instant> lastFall() {
        return Optional.ofNullable(lastFall);
    }

    @Override
    public synchronized void start() {
        if (streams == null) {
            begin(create());
        }
    }

    private KafkaStreams create() {
        KafkaStreams created = new KafkaStreams(topology.get(), config);
        created.setStateListener((now, before) -> {
            stateSince = clock.instant();
            LOGGER.atInfo()
                    .addKeyValue("application", applicationId)
                    .addKeyValue("state", now)
                    .log("topology changed state");
        });
        created.setUncaughtExceptionHandler(this::fallen);
        return created;
    }

    private void begin(KafkaStreams created) {
        streams = created;
        created.start();
    }

    private StreamThreadExceptionResponse fallen(Throwable fault) {
        if (isFenced(fault)) {
            // Coming back would throw the other one out, and so on without end.
            LOGGER.atError()
                    .addKeyValue("application", applicationId)
                    .log("another process uses this instance name; this topology stops");
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        Duration pause = pauseAfterFall();
        LOGGER.atError()
                .addKeyValue("application", applicationId)
                .addKeyValue("pause", pause)
                .setCause(fault)
                .log("a thread of the topology fell and is replaced");
        if (fault instanceof Error || fault.getCause() instanceof Error) {
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        try {
            // On the dying thread: its tasks stay where they are, so that the fault cannot run through the group.
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    private static boolean isFenced(Throwable fault) {
        for (Throwable t = fault; t != null && t.getCause() != t; t = t.getCause()) {
            if (t instanceof FencedInstanceIdException) {
                return true;
            }
        }
        return false;
    }

    private synchronized Duration pauseAfterFall() {
        Instant now = clock.instant();
        Instant last = lastFall;
        falls = last == null || Duration.between(last, now).compareTo(CALM) > 0 ? 1 : falls + 1;
        lastFall = now;
        Duration pause = Duration.ofMillis(500L << Math.min(falls, 10));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    @Override
    public void stop() {
        close(false);
    }

    private void close(boolean leaveGroup) {
        KafkaStreams current = streams;
        streams = null;
        if (current != null) {
            boolean closed = current.close(
                    new KafkaStreams.CloseOptions().timeout(STOP_TIMEOUT).leaveGroup(leaveGroup));
            if (!closed) {
                LOGGER.atWarn().addKeyValue("application", applicationId).log("topology did not stop in time");
            }
        }
        stateSince = clock.instant();
    }

    @Override
    public boolean isRunning() {
        return streams != null;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    private double lag() {
        KafkaStreams current = streams;
        if (current == null) {
            return 0;
        }
        double lag = 0;
        for (var metric : current.metrics().values()) {
            if (metric.metricName().name().equals("records-lag")
                    && metric.metricValue() instanceof Number number
                    && number.doubleValue() > 0) {
                lag += number.doubleValue();
            }
        }
        return lag;
    }

    /**
     * Throws derived state away and starts over: stops, deletes internal topics and the local state, sets the group back
     * to the beginning of its inputs, starts. State whose changelog is kept is restored from it. Blocks; takes seconds.
     *
     * @param internal which internal topics go, by name without the {@code <applicationId>-} prefix, e.g.
     *     {@code clocks-changelog}
     * @param inputs topics that are read from the beginning again
     * @throws IllegalStateException if the brokers do not do it; the topology is started again in any case
     */
    public synchronized void reset(Predicate<String> internal, Set<String> inputs) {
        LOGGER.atInfo().addKeyValue("application", applicationId).log("topology is reset");
        close(true);
        try {
            Set<String> deleted = deleteInternal(internal);
            resetOffsets(inputs, deleted);
            begin(cleaned());
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            start();
            throw new IllegalStateException("the topology was not reset: " + applicationId, e);
        } catch (InterruptedException e) {
            start();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted: " + applicationId, e);
        }
    }

    private KafkaStreams cleaned() {
        KafkaStreams fresh = create();
        try {
            fresh.cleanUp();
            return fresh;
        } catch (RuntimeException e) {
            fresh.close(STOP_TIMEOUT);
            throw e;
        }
    }

    private Set<String> deleteInternal(Predicate<String> internal)
            throws ExecutionException, InterruptedException, TimeoutException {
        String prefix = applicationId + "-";
        Set<String> doomed = new HashSet<>();
        for (String topic : admin.listTopics().names().get(ANSWER_SECONDS, TimeUnit.SECONDS)) {
            if (topic.startsWith(prefix)
                    && (topic.endsWith("-changelog") || topic.endsWith("-repartition"))
                    && internal.test(topic.substring(prefix.length()))) {
                doomed.add(topic);
            }
        }
        try {
            admin.deleteTopics(doomed).all().get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                throw e;
            }
        }
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(ANSWER_SECONDS);
        while (admin.listTopics().names().get(ANSWER_SECONDS, TimeUnit.SECONDS).stream()
                .anyMatch(doomed::contains)) {
            if (System.nanoTime() > giveUp) {
                throw new TimeoutException("topics are still there");
            }
            Thread.sleep(100);
        }
        return doomed;
    }

    private void resetOffsets(Set<String> inputs, Set<String> deleted)
            throws ExecutionException, InterruptedException, TimeoutException {
        Map<TopicPartition, OffsetSpec> question = new HashMap<>();
        for (var topic : admin.describeTopics(inputs)
                .allTopicNames()
                .get(ANSWER_SECONDS, TimeUnit.SECONDS)
                .values()) {
            topic.partitions()
                    .forEach(partition -> question.put(
                            new TopicPartition(topic.name(), partition.partition()), OffsetSpec.earliest()));
        }
        Map<TopicPartition, OffsetAndMetadata> beginnings = new HashMap<>();
        for (Map.Entry<TopicPartition, ListOffsetsResultInfo> beginning : admin.listOffsets(question)
                .all()
                .get(ANSWER_SECONDS, TimeUnit.SECONDS)
                .entrySet()) {
            beginnings.put(
                    beginning.getKey(),
                    new OffsetAndMetadata(beginning.getValue().offset()));
        }
        List<TopicPartition> gone = new ArrayList<>();
        try {
            admin
                    .listConsumerGroupOffsets(applicationId)
                    .partitionsToOffsetAndMetadata()
                    .get(ANSWER_SECONDS, TimeUnit.SECONDS)
                    .keySet()
                    .stream()
                    .filter(partition -> deleted.contains(partition.topic()))
                    .forEach(gone::add);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof GroupIdNotFoundException)) {
                throw e;
            }
        }
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(ANSWER_SECONDS);
        while (true) {
            try {
                admin.alterConsumerGroupOffsets(applicationId, beginnings).all().get(ANSWER_SECONDS, TimeUnit.SECONDS);
                forgetOffsets(gone);
                return;
            } catch (ExecutionException e) {
                // The brokers may still think of the old member until its session ends.
                boolean occupied = e.getCause() instanceof UnknownMemberIdException
                        || e.getCause() instanceof GroupNotEmptyException;
                if (!occupied || System.nanoTime() > giveUp) {
                    throw e;
                }
                Thread.sleep(500);
            }
        }
    }

    private void forgetOffsets(List<TopicPartition> gone)
            throws ExecutionException, InterruptedException, TimeoutException {
        if (gone.isEmpty()) {
            return;
        }
        try {
            admin.deleteConsumerGroupOffsets(applicationId, Set.copyOf(gone))
                    .all()
                    .get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            // The coordinator itself forgets the offsets of topics that are gone, and may have been faster.
            if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                throw e;
            }
        }
    }
}
