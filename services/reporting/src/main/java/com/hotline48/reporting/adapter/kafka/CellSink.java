package com.hotline48.reporting.adapter.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

import com.hotline48.reporting.application.CellStore;
import com.hotline48.reporting.application.PartialCell;
import com.hotline48.reporting.application.PartitionProgress;
import com.hotline48.reporting.application.SinkMetrics;
import com.hotline48.reporting.stream.CellRecord;
import com.hotline48.reporting.stream.CellTopics;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a generation's cells into the {@link CellStore}, on a thread of its own: what one poll gave is stored, then the
 * progress it tells, then the offsets. A fault makes it begin again at the last committed offsets; storing twice is
 * harmless.
 */
final class CellSink implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(CellSink.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration STORE_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);
    private static final long PAUSE_MILLIS = 500;

    private final int generation;
    private final Supplier<Consumer<String, byte[]>> consumers;
    private final CellStore store;
    private final SinkMetrics metrics;
    private final Thread thread;
    private final Object guard = new Object();

    private volatile boolean closed;
    /** Guarded by {@link #guard}: the only method that may be called from outside its thread is {@code wakeup}. */
    private @Nullable Consumer<String, byte[]> consumer;

    CellSink(int generation, Supplier<Consumer<String, byte[]>> consumers, CellStore store, SinkMetrics metrics) {
        this.generation = generation;
        this.consumers = Objects.requireNonNull(consumers, "consumers");
        this.store = Objects.requireNonNull(store, "store");
        this.metrics = Objects.requireNonNull(metrics, "metrics");
        this.thread = new Thread(this::run, "cell-sink-g" + generation);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        while (!closed) {
            try (Consumer<String, byte[]> opened = consumers.get()) {
                own(opened);
                opened.subscribe(List.of(CellTopics.cells(generation)));
                while (!closed) {
                    take(opened);
                }
            } catch (WakeupException e) {
                // Closed, or woken for nothing: the loop's condition tells.
            } catch (Exception e) {
                metrics.fault();
                LOGGER.atWarn()
                        .addKeyValue("generation", generation)
                        .addKeyValue("fault", e.getClass().getSimpleName())
                        .log("cells could not be stored, trying again");
                pause();
            } finally {
                own(null);
            }
        }
    }

    private void take(Consumer<String, byte[]> from) {
        ConsumerRecords<String, byte[]> records = from.poll(POLL);
        if (records.isEmpty()) {
            return;
        }
        // Only the last value of a key counts; a partition's records come in order.
        Map<String, PartialCell> cells = new LinkedHashMap<>();
        Map<String, PartitionProgress> progress = new LinkedHashMap<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            CellRecord.decode(record.key(), record.value())
                    .fold(
                            counts -> cells.put(
                                    record.key(),
                                    new PartialCell(
                                            counts.cell(), counts.partition(), record.offset(), counts.counts())),
                            reached -> progress.put(
                                    record.key(),
                                    new PartitionProgress(reached.partition(), record.offset(), reached.asOf())));
        }
        store.store(generation, new ArrayList<>(cells.values()), new ArrayList<>(progress.values()))
                .block(STORE_TIMEOUT);
        metrics.stored(cells.size());
        from.commitSync();
    }

    private void own(@Nullable Consumer<String, byte[]> opened) {
        synchronized (guard) {
            consumer = opened;
        }
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }

    @Override
    public void close() {
        closed = true;
        synchronized (guard) {
            Consumer<String, byte[]> open = consumer;
            if (open != null) {
                open.wakeup();
            }
        }
        try {
            thread.join(CLOSE_TIMEOUT.toMillis());
            if (thread.isAlive()) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
