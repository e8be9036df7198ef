package com.hotline48.delivery.listener;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import com.hotline48.delivery.EngineFaults;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads topics as a member of a group, one record after the other, and commits what was handled. While a record waits
 * for another attempt the member keeps its partitions: they are paused and polled. Handled at least once.
 */
public final class ConsumerLoop implements Runnable {

    private static final Logger LOGGER = LoggerFactory.getLogger(ConsumerLoop.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration RESTART_PAUSE = Duration.ofSeconds(2);

    private final String name;
    private final Supplier<Consumer<String, byte[]>> consumers;
    private final Collection<String> topics;
    private final RecordTaker taker;
    private volatile boolean stopping;
    private volatile @Nullable Consumer<String, byte[]> open;
    private volatile long lag;
    private volatile @Nullable Throwable fault;
    /** Something was taken since the last commit; the reading thread's own. */
    private boolean uncommitted;

    /** What is done with each record. */
    public interface RecordTaker {

        /**
         * Takes a record, or says how long to wait for the next attempt.
         *
         * @param attempt from 0, counts the attempts of this record
         * @return zero = taken
         */
        Duration take(ConsumerRecord<String, byte[]> record, int attempt);

        /** Partitions came to this member; nothing of them is taken before this returns. */
        default void assigned(Collection<TopicPartition> partitions) {}

        /** Partitions went away. */
        default void revoked(Collection<TopicPartition> partitions) {}
    }

    public ConsumerLoop(
            String name, Supplier<Consumer<String, byte[]>> consumers, Collection<String> topics, RecordTaker taker) {
        this.name = name;
        this.consumers = consumers;
        this.topics = List.copyOf(topics);
        this.taker = taker;
    }

    /** Records between the last one taken and the ends of the partitions, as of the last poll. */
    public long lag() {
        return lag;
    }

    /** What keeps the loop from reading or a record from being taken at present. */
    public @Nullable Throwable fault() {
        return fault;
    }

    @Override
    public void run() {
        while (!stopping) {
            try (Consumer<String, byte[]> consumer = consumers.get()) {
                open = consumer;
                read(consumer);
            } catch (WakeupException e) {
                LOGGER.atDebug().addKeyValue("consumer", name).log("consumer woken up to stop");
            } catch (FencedInstanceIdException e) {
                // Coming back would throw the other one out, and so on without end.
                fault = e;
                LOGGER.atError()
                        .addKeyValue("consumer", name)
                        .log("another process uses this instance name; this one reads no more");
                return;
            } catch (RuntimeException e) {
                fault = e;
                if (!stopping) {
                    LOGGER.atWarn()
                            .addKeyValue("consumer", name)
                            .setCause(EngineFaults.isUnavailable(e) ? null : e)
                            .log("consumer fell and starts again");
                    pause();
                }
            } finally {
                open = null;
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(RESTART_PAUSE.toMillis());
        } catch (InterruptedException e) {
            stopping = true;
        }
    }

    private void read(Consumer<String, byte[]> consumer) {
        Map<TopicPartition, OffsetAndMetadata> taken = new HashMap<>();
        uncommitted = false;
        consumer.subscribe(topics, new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
                commit(consumer, taken, partitions);
                taker.revoked(partitions);
            }

            @Override
            public void onPartitionsLost(Collection<TopicPartition> partitions) {
                partitions.forEach(taken::remove);
                taker.revoked(partitions);
            }

            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                taker.assigned(partitions);
            }
        });
        try {
            while (!stopping) {
                ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
                fault = null;
                take(consumer, records, taken);
                if (uncommitted && !taken.isEmpty()) {
                    uncommitted = false;
                    consumer.commitAsync(Map.copyOf(taken), (offsets, failure) -> {
                        if (failure != null) {
                            uncommitted = true;
                            LOGGER.atDebug().addKeyValue("consumer", name).log("offsets not committed this time");
                        }
                    });
                }
                lag = consumer.assignment().stream()
                        .mapToLong(partition -> consumer.currentLag(partition).orElse(0))
                        .sum();
            }
        } finally {
            if (!taken.isEmpty()) {
                commit(consumer, taken, List.copyOf(taken.keySet()));
            }
        }
    }

    private void take(
            Consumer<String, byte[]> consumer,
            ConsumerRecords<String, byte[]> records,
            Map<TopicPartition, OffsetAndMetadata> taken) {
        for (TopicPartition partition : records.partitions()) {
            for (ConsumerRecord<String, byte[]> record : records.records(partition)) {
                if (stopping || !takeAtLast(consumer, record)) {
                    // Read again from here, by whoever has the partition then.
                    if (consumer.assignment().contains(partition)) {
                        consumer.seek(partition, record.offset());
                    }
                    break;
                }
                taken.put(partition, new OffsetAndMetadata(record.offset() + 1));
                uncommitted = true;
            }
        }
    }

    /** False if the partition went away or the loop stops before the record was taken. */
    private boolean takeAtLast(Consumer<String, byte[]> consumer, ConsumerRecord<String, byte[]> record) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        if (!consumer.assignment().contains(partition)) {
            return false;
        }
        for (int attempt = 0; ; attempt++) {
            Duration wait = taker.take(record, attempt);
            if (wait.isZero()) {
                return true;
            }
            fault = new IllegalStateException("a record waits for another attempt");
            if (!keepAlive(consumer, partition, wait)) {
                return false;
            }
        }
    }

    private boolean keepAlive(Consumer<String, byte[]> consumer, TopicPartition partition, Duration wait) {
        long until = System.nanoTime() + wait.toNanos();
        List<TopicPartition> resting = new ArrayList<>(consumer.assignment());
        consumer.pause(resting);
        try {
            while (System.nanoTime() < until) {
                if (stopping || !consumer.assignment().contains(partition)) {
                    return false;
                }
                long left = Math.max(1, (until - System.nanoTime()) / 1_000_000);
                ConsumerRecords<String, byte[]> fresh =
                        consumer.poll(Duration.ofMillis(Math.min(left, POLL.toMillis())));
                // Partitions that came meanwhile are not paused; what they brought is read again later.
                fresh.partitions()
                        .forEach(other ->
                                consumer.seek(other, fresh.records(other).get(0).offset()));
            }
        } finally {
            resting.retainAll(consumer.assignment());
            consumer.resume(resting);
        }
        return !stopping && consumer.assignment().contains(partition);
    }

    private void commit(
            Consumer<String, byte[]> consumer,
            Map<TopicPartition, OffsetAndMetadata> taken,
            Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> leaving = new HashMap<>();
        partitions.forEach(partition -> {
            OffsetAndMetadata offset = taken.remove(partition);
            if (offset != null) {
                leaving.put(partition, offset);
            }
        });
        if (leaving.isEmpty()) {
            return;
        }
        try {
            consumer.commitSync(leaving, Duration.ofSeconds(2));
        } catch (WakeupException e) {
            consumer.commitSync(leaving, Duration.ofSeconds(2));
        } catch (RuntimeException e) {
            LOGGER.atDebug().addKeyValue("consumer", name).log("offsets not committed; records come again");
        }
    }

    /** Asks the loop to end after the record that it is at. */
    public void stop() {
        stopping = true;
        Consumer<String, byte[]> consumer = open;
        if (consumer != null) {
            consumer.wakeup();
        }
    }
}
