package com.hotline48.delivery.timer;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Timers in a task's key-value store: one row {@code [instant, big-endian][id]} each, so what is due soonest lies first
 * and the cost of looking depends on what is due, not on what is open. Not thread-safe: it belongs to one task.
 */
public final class DueTimers {

    /** How much one call of {@link #takeDue} hands out at most, so that a poll never takes long. */
    private static final int MAX_PER_CALL = 2_000;

    private static final Duration BUDGET = Duration.ofMillis(20);

    private final KeyValueStore<Bytes, byte[]> store;
    private final LongSupplier nanos;
    /** Rows before this one are deleted: RocksDB's tombstones in front of a scan make it slow. */
    private Bytes from = Bytes.wrap(new byte[0]);

    /** A due timer. */
    public record Due(Instant at, String id, byte[] row) {}

    /** Timers in {@code store}, which nothing else writes. */
    public DueTimers(KeyValueStore<Bytes, byte[]> store) {
        this(store, System::nanoTime);
    }

    DueTimers(KeyValueStore<Bytes, byte[]> store, LongSupplier nanos) {
        this.store = store;
        this.nanos = nanos;
    }

    /** Sets a timer; one with the same instant and id is replaced. */
    public void set(Instant at, String id, byte[] row) {
        Bytes key = key(at, id);
        store.put(key, row);
        if (key.compareTo(from) < 0) {
            from = key;
        }
    }

    /** Removes a timer; nothing happens if there is none. */
    public void remove(Instant at, String id) {
        store.delete(key(at, id));
    }

    /**
     * Takes out what is due at {@code now} or before, soonest first, as many as fit into a call (2,000 rows, 20 ms);
     * the rest comes with the next call.
     */
    public List<Due> takeDue(Instant now) {
        List<Due> due = new ArrayList<>();
        long deadline = nanos.getAsLong() + BUDGET.toNanos();
        Bytes to = key(now.plusMillis(1), "");
        if (from.compareTo(to) >= 0) {
            return due;
        }
        try (KeyValueIterator<Bytes, byte[]> rows = store.range(from, to)) {
            while (rows.hasNext() && due.size() < MAX_PER_CALL && nanos.getAsLong() < deadline) {
                due.add(decode(rows.next()));
            }
        }
        for (Due timer : due) {
            Bytes key = key(timer.at(), timer.id());
            store.delete(key);
            from = key;
        }
        return due;
    }

    /** The soonest timer's instant. */
    public Optional<Instant> soonest() {
        try (KeyValueIterator<Bytes, byte[]> rows = store.range(from, null)) {
            if (!rows.hasNext()) {
                return Optional.empty();
            }
            KeyValue<Bytes, byte[]> row = rows.next();
            from = row.key;
            return Optional.of(decode(row).at());
        }
    }

    private static Bytes key(Instant at, String id) {
        byte[] tail = id.getBytes(StandardCharsets.UTF_8);
        // Flipping the sign bit makes instants before 1970 sort first as unsigned bytes do.
        return Bytes.wrap(ByteBuffer.allocate(Long.BYTES + tail.length)
                .putLong(at.toEpochMilli() ^ Long.MIN_VALUE)
                .put(tail)
                .array());
    }

    private static Due decode(KeyValue<Bytes, byte[]> row) {
        ByteBuffer key = ByteBuffer.wrap(row.key.get());
        Instant at = Instant.ofEpochMilli(key.getLong() ^ Long.MIN_VALUE);
        return new Due(at, StandardCharsets.UTF_8.decode(key).toString(), row.value);
    }
}
