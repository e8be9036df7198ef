package com.hotline48.testkit;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import com.hotline48.delivery.logend.LogEnds;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** {@link LogEnds} whose answers a test sets; unknown until then. */
public final class FakeLogEnds implements LogEnds {

    private final Map<TopicPartition, Long> ends = new ConcurrentHashMap<>();
    private volatile @Nullable Instant instant;

    /** Every partition whose end is not held back by {@link #endsAt} was passed at this instant. */
    public void passedAt(Instant newInstant) {
        instant = newInstant;
    }

    /** Nothing is known any more, as while brokers do not answer. */
    public void unknown() {
        instant = null;
    }

    /** The partition is passed only by positions from here on. */
    public void endsAt(TopicPartition partition, long end) {
        ends.put(partition, end);
    }

    @Override
    public Optional<Instant> passed(TopicPartition partition, long position) {
        return position >= ends.getOrDefault(partition, 0L) ? Optional.ofNullable(instant) : Optional.empty();
    }
}
