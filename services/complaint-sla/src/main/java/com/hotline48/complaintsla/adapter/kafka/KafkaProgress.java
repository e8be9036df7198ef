package com.hotline48.complaintsla.adapter.kafka;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import com.hotline48.complaintsla.application.Progress;
import com.hotline48.delivery.logend.LogEnds;
import com.hotline48.delivery.mark.Marks;
import com.hotline48.events.Sources;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The view is as of T once a mark "judged and announced up to T" had been seen no later than an instant W at which every
 * partition that the view reads ended at or before the offset that the view has committed. Committed offsets are asked
 * a few times a second.
 */
public final class KafkaProgress implements Progress, SmartLifecycle {

    private static final Logger LOGGER = LoggerFactory.getLogger(KafkaProgress.class);
    private static final Duration INTERVAL = Duration.ofMillis(250);
    private static final long ANSWER_SECONDS = 2;

    private final Admin admin;
    private final String consumer;
    private final Map<String, LogEnds> ends;
    private final int partitions;
    private final Marks marks;
    private final Clock clock;
    private volatile Optional<Instant> asOf = Optional.empty();
    private Optional<ScheduledExecutorService> worker = Optional.empty();

    /**
     * @param consumer group of the view's listener
     * @param ends by topic that the view reads
     * @param partitions of each of these topics
     */
    public KafkaProgress(
            Admin admin, String consumer, Map<String, LogEnds> ends, int partitions, Marks marks, Clock clock) {
        this.admin = admin;
        this.consumer = consumer;
        this.ends = Map.copyOf(ends);
        this.partitions = partitions;
        this.marks = marks;
        this.clock = clock;
    }

    @Override
    public Optional<Instant> viewAsOf() {
        return asOf;
    }

    @Override
    public Optional<Instant> judgedUpTo() {
        return marks.upTo(Sources.COMPLAINT_SLA, clock.instant());
    }

    private void look() {
        try {
            Map<TopicPartition, Long> positions = positions();
            readUpTo(positions)
                    .flatMap(seenBy -> marks.upTo(Sources.COMPLAINT_SLA, seenBy))
                    .filter(upTo -> asOf.filter(known -> !upTo.isAfter(known)).isEmpty())
                    .ifPresent(upTo -> asOf = Optional.of(upTo));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            LOGGER.atDebug()
                    .addKeyValue("fault", e.getClass().getSimpleName())
                    .log("the view's progress is not known at present");
        }
    }

    private Map<TopicPartition, Long> positions() throws InterruptedException, ExecutionException, TimeoutException {
        Map<TopicPartition, Long> positions = new HashMap<>();
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(consumer)
                .partitionsToOffsetAndMetadata()
                .get(ANSWER_SECONDS, TimeUnit.SECONDS);
        for (String topic : ends.keySet()) {
            for (int partition = 0; partition < partitions; partition++) {
                TopicPartition of = new TopicPartition(topic, partition);
                OffsetAndMetadata offset = committed.get(of);
                positions.put(of, offset == null ? 0 : offset.offset());
            }
        }
        return positions;
    }

    private Optional<Instant> readUpTo(Map<TopicPartition, Long> positions) {
        List<Optional<Instant>> passed = positions.entrySet().stream()
                .map(position -> Optional.ofNullable(ends.get(position.getKey().topic()))
                        .flatMap(known -> known.passed(position.getKey(), position.getValue())))
                .toList();
        return passed.stream().anyMatch(Optional::isEmpty)
                ? Optional.empty()
                : passed.stream().flatMap(Optional::stream).min(Instant::compareTo);
    }

    @Override
    public void start() {
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "view-progress");
            thread.setDaemon(true);
            return thread;
        });
        worker = Optional.of(started);
        var unused = started.scheduleWithFixedDelay(
                this::look, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        worker.ifPresent(ScheduledExecutorService::shutdownNow);
        worker = Optional.empty();
    }

    @Override
    public boolean isRunning() {
        return worker.isPresent();
    }
}
