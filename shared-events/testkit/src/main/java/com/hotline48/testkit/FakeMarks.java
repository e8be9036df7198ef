package com.hotline48.testkit;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import com.hotline48.delivery.mark.Marks;

/** {@link Marks} that a test says were seen. */
public final class FakeMarks implements Marks {

    private final Map<String, List<Seen>> seen = new ConcurrentHashMap<>();

    private record Seen(Instant upTo, Instant at) {}

    /** A source's progress as it was seen at an instant. */
    public void saw(String source, Instant upTo, Instant at) {
        seen.computeIfAbsent(source, key -> new CopyOnWriteArrayList<>()).add(new Seen(upTo, at));
    }

    @Override
    public Optional<Instant> upTo(String source, Instant seenBy) {
        return seen.getOrDefault(source, List.of()).stream()
                .filter(mark -> !mark.at().isAfter(seenBy))
                .map(Seen::upTo)
                .max(Instant::compareTo);
    }
}
