package com.hotline48.reporting.stream;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.hotline48.delivery.logend.LogEnds;
import com.hotline48.delivery.mark.Marks;
import org.apache.kafka.common.TopicPartition;

/** Log ends and marks as the test says they were seen. */
final class FakeProgress implements LogEnds, Marks {

    private final Map<TopicPartition, List<Seen>> ends = new HashMap<>();
    private final Map<String, List<Mark>> marks = new HashMap<>();

    private record Seen(Instant at, long end) {}

    private record Mark(Instant seenAt, Instant upTo) {}

    /** At {@code at}, partition 0 of {@code topic} ended at {@code end}. */
    void endSeen(String topic, Instant at, long end) {
        ends.computeIfAbsent(new TopicPartition(topic, 0), any -> new ArrayList<>())
                .add(new Seen(at, end));
    }

    /** At {@code seenAt}, a mark of {@code source} was read. */
    void markSeen(String source, Instant seenAt, Instant upTo) {
        marks.computeIfAbsent(source, any -> new ArrayList<>()).add(new Mark(seenAt, upTo));
    }

    @Override
    public Optional<Instant> passed(TopicPartition partition, long position) {
        return ends.getOrDefault(partition, List.of()).stream()
                .filter(seen -> seen.end() <= position)
                .map(Seen::at)
                .max(Instant::compareTo);
    }

    @Override
    public Optional<Instant> upTo(String source, Instant seenBy) {
        return marks.getOrDefault(source, List.of()).stream()
                .filter(mark -> !mark.seenAt().isAfter(seenBy))
                .map(Mark::upTo)
                .max(Instant::compareTo);
    }
}
