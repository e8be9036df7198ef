package com.hotline48.delivery.mark;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

import com.hotline48.delivery.outbox.AggregateStores;
import com.hotline48.delivery.outbox.OutboxPublisher;
import com.hotline48.events.Topics;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Says four times a second up to when a service with an outbox has published what it acknowledged. While its documents
 * or the log cannot be reached it says nothing. Services without an outbox say nothing here.
 */
public final class MarkPublisher implements SmartLifecycle {

    private static final Logger LOGGER = LoggerFactory.getLogger(MarkPublisher.class);
    private static final Duration INTERVAL = Duration.ofMillis(250);

    private final String source;
    private final AggregateStores stores;
    private final Supplier<? extends Producer<String, byte[]>> producers;
    private volatile @Nullable Thread thread;

    public MarkPublisher(
            String source, AggregateStores stores, Supplier<? extends Producer<String, byte[]>> producers) {
        this.source = source;
        this.stores = stores;
        this.producers = producers;
    }

    @Override
    public void start() {
        if (stores.isUsed()) {
            Thread started = new Thread(this::run, "marks-publisher");
            started.setDaemon(true);
            thread = started;
            started.start();
        }
    }

    private void run() {
        while (thread == Thread.currentThread()) {
            try {
                Instant upTo = stores.publishedUpTo();
                Mark mark = new Mark(source, 0, 1, upTo);
                var unused = producers.get().send(new ProducerRecord<>(Topics.MARKS, 0, mark.key(), mark.encode()));
            } catch (RuntimeException e) {
                LOGGER.atDebug()
                        .addKeyValue("fault", e.getClass().getSimpleName())
                        .log("no mark this time");
            }
            try {
                Thread.sleep(INTERVAL.toMillis());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    @Override
    public void stop() {
        Thread running = thread;
        thread = null;
        if (running != null) {
            running.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    @Override
    public int getPhase() {
        return OutboxPublisher.PHASE + 1;
    }
}
