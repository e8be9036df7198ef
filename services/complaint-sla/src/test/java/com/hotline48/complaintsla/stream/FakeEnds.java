package com.hotline48.complaintsla.stream;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.hotline48.delivery.logend.LogEnds;
import org.apache.kafka.common.TopicPartition;

/** Log ends that a test dictates: which topic was seen to end where, and when. */
final class FakeEnds implements LogEnds {

    private record Seen(long end, Instant at) {}

    private final Map<String, List<Seen>> seen = new HashMap<>();

    void seen(String topic, long end, Instant at) {
        seen.computeIfAbsent(topic, name -> new ArrayList<>()).add(new Seen(end, at));
    }

    @Override
    public Optional<Instant> passed(TopicPartition partition, long position) {
        return seen.getOrDefault(partition.topic(), List.of()).stream()
                .filter(probe -> probe.end() <= position)
                .map(Seen::at)
                .max(Instant::compareTo);
    }
}
