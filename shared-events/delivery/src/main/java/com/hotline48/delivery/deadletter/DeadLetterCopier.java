package com.hotline48.delivery.deadletter;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import com.hotline48.delivery.EngineFaults;
import com.hotline48.delivery.deadletter.DeadLetterHeaders.Origin;
import com.hotline48.delivery.listener.ConsumerLoop;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Copies what topologies wrote to their dead-letter topics into the service's dead letters. */
public final class DeadLetterCopier implements SmartLifecycle {

    private static final Logger LOGGER = LoggerFactory.getLogger(DeadLetterCopier.class);

    private final Collection<StreamsConsumer> sources;
    private final DeadLetterStore store;
    private final Supplier<Consumer<String, byte[]>> consumers;
    private @Nullable ConsumerLoop loop;
    private @Nullable Thread thread;

    public DeadLetterCopier(
            Collection<StreamsConsumer> sources, DeadLetterStore store, Supplier<Consumer<String, byte[]>> consumers) {
        this.sources = List.copyOf(sources);
        this.store = store;
        this.consumers = consumers;
    }

    @Override
    public synchronized void start() {
        List<String> topics = sources.stream()
                .flatMap(source -> source.deadLetterTopics().stream())
                .toList();
        if (topics.isEmpty() || thread != null) {
            return;
        }
        ConsumerLoop created = new ConsumerLoop("dead-letters", consumers, topics, this::copy);
        Thread started = new Thread(created, "dead-letter-copier");
        started.setDaemon(true);
        started.start();
        loop = created;
        thread = started;
    }

    private Duration copy(ConsumerRecord<String, byte[]> record, int attempt) {
        Optional<Origin> origin = DeadLetterHeaders.origin(record.headers());
        Optional<String> consumer = sources.stream()
                .filter(source -> source.deadLetterTopics().contains(record.topic()))
                .map(StreamsConsumer::consumer)
                .findFirst();
        if (origin.isEmpty() || consumer.isEmpty()) {
            LOGGER.atError()
                    .addKeyValue("topic", record.topic())
                    .addKeyValue("offset", record.offset())
                    .log("a dead letter does not say where it came from; it stays in its topic only");
            return Duration.ZERO;
        }
        try {
            store.bury(
                    origin.get(),
                    consumer.get(),
                    record,
                    DeadLetterHeaders.reason(record.headers()),
                    Instant.ofEpochMilli(record.timestamp()),
                    true,
                    record.offset() + 1);
            return Duration.ZERO;
        } catch (RuntimeException e) {
            LOGGER.atWarn()
                    .addKeyValue("fault", e.getClass().getSimpleName())
                    .setCause(EngineFaults.isUnavailable(e) ? null : e)
                    .log("dead letter cannot be kept at present, trying again");
            return Duration.ofSeconds(2);
        }
    }

    @Override
    public synchronized void stop() {
        ConsumerLoop stopped = loop;
        Thread stoppedThread = thread;
        if (stopped != null && stoppedThread != null) {
            stopped.stop();
            try {
                stoppedThread.join(3_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        loop = null;
        thread = null;
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }

    @Override
    public int getPhase() {
        return 500;
    }
}
