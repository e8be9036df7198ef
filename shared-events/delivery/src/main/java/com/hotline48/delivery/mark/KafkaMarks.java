package com.hotline48.delivery.mark;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import com.hotline48.events.Topics;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the marks topic on a thread of its own, from when it is first asked. */
public final class KafkaMarks implements Marks, AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(KafkaMarks.class);
    private static final TopicPartition PARTITION = new TopicPartition(Topics.MARKS, 0);
    /** Enough for the last mark of every lane; marks come 4 times a second. */
    private static final long LOOK_BACK = 500;

    private static final int MAX_HISTORY = 4_096;

    private final Supplier<Consumer<String, byte[]>> readers;
    private final Clock clock;
    private final Map<String, Lane> lanes = new ConcurrentHashMap<>();
    private final Map<String, Integer> laneCounts = new ConcurrentHashMap<>();
    private @Nullable Thread thread;
    private volatile boolean closed;

    public KafkaMarks(Supplier<Consumer<String, byte[]>> readers, Clock clock) {
        this.readers = readers;
        this.clock = clock;
    }

    @Override
    public Optional<Instant> upTo(String source, Instant seenBy) {
        start();
        Integer count = laneCounts.get(source);
        if (count == null) {
            return Optional.empty();
        }
        Instant least = Instant.MAX;
        for (int i = 0; i < count; i++) {
            Lane lane = lanes.get(source + "|" + i);
            Optional<Instant> upTo = lane == null ? Optional.empty() : lane.upTo(seenBy);
            if (upTo.isEmpty()) {
                return Optional.empty();
            }
            least = upTo.get().isBefore(least) ? upTo.get() : least;
        }
        return Optional.of(least);
    }

    private synchronized void start() {
        if (thread == null && !closed) {
            Thread started = new Thread(this::run, "marks-reader");
            started.setDaemon(true);
            thread = started;
            started.start();
        }
    }

    private void run() {
        while (!closed) {
            try (Consumer<String, byte[]> consumer = readers.get()) {
                consumer.assign(List.of(PARTITION));
                long end = consumer.endOffsets(List.of(PARTITION)).getOrDefault(PARTITION, 0L);
                long begin = consumer.beginningOffsets(List.of(PARTITION)).getOrDefault(PARTITION, 0L);
                consumer.seek(PARTITION, Math.max(begin, end - LOOK_BACK));
                while (!closed) {
                    for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                        see(record.value(), clock.instant());
                    }
                }
            } catch (RuntimeException e) {
                LOGGER.atWarn()
                        .addKeyValue("fault", e.getClass().getSimpleName())
                        .log("marks cannot be read at present, trying again");
                try {
                    Thread.sleep(1_000);
                } catch (InterruptedException interrupted) {
                    return;
                }
            }
        }
    }

    void see(byte[] value, Instant seenAt) {
        try {
            Mark mark = Mark.decode(value);
            lanes.computeIfAbsent(mark.key(), key -> new Lane()).add(seenAt, mark.upTo());
            laneCounts.put(mark.source(), mark.lanes());
        } catch (IllegalArgumentException e) {
            LOGGER.atWarn().log("a record of the marks topic is not a mark");
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        Thread reading = thread;
        if (reading != null) {
            try {
                // No wake-up: it would hit the consumer while it closes.
                reading.join(1_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Marks of one lane, oldest first; a mark stays true, so only greater ones are kept. */
    private static final class Lane {
        private final ArrayDeque<Seen> history = new ArrayDeque<>();

        private record Seen(Instant at, Instant upTo) {}

        synchronized void add(Instant at, Instant upTo) {
            Seen last = history.peekLast();
            if (last == null || upTo.isAfter(last.upTo())) {
                history.addLast(new Seen(at, upTo));
                if (history.size() > MAX_HISTORY) {
                    thin();
                }
            }
        }

        synchronized Optional<Instant> upTo(Instant seenBy) {
            var newestFirst = history.descendingIterator();
            while (newestFirst.hasNext()) {
                Seen seen = newestFirst.next();
                if (!seen.at().isAfter(seenBy)) {
                    return Optional.of(seen.upTo());
                }
            }
            return Optional.empty();
        }

        private void thin() {
            List<Seen> all = new ArrayList<>(history);
            history.clear();
            for (int i = 0; i < all.size(); i++) {
                if (i % 2 == 0 || i > MAX_HISTORY / 2) {
                    history.addLast(all.get(i));
                }
            }
        }
    }
}
