package com.hotline48.delivery.logend;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** The ends of one partition that were seen and not yet passed; bounded by thinning, which only makes answers older. */
final class EndProbes {

    private static final int MAX = 2_048;

    private final ArrayDeque<Probe> probes = new ArrayDeque<>();
    private @Nullable Probe passed;

    private record Probe(Instant askedAt, long end) {}

    synchronized void add(Instant askedAt, long end) {
        Probe last = probes.peekLast();
        if (last == null && passed != null && passed.end() == end) {
            passed = new Probe(askedAt, end);
            return;
        }
        if (last != null && last.end() == end) {
            probes.removeLast();
        }
        probes.addLast(new Probe(askedAt, end));
        if (probes.size() > MAX) {
            thin();
        }
    }

    /** The latest instant at which the end was at or before a position. */
    synchronized Optional<Instant> passed(long position) {
        for (Probe probe = probes.peekFirst(); probe != null && probe.end() <= position; probe = probes.peekFirst()) {
            passed = probes.removeFirst();
        }
        Probe latest = passed;
        // A task that was reset reads from the start again: what its predecessor had passed says nothing about it.
        return latest == null || latest.end() > position ? Optional.empty() : Optional.of(latest.askedAt());
    }

    synchronized void forget() {
        probes.clear();
        passed = null;
    }

    private void thin() {
        List<Probe> all = new ArrayList<>(probes);
        probes.clear();
        for (int i = 0; i < all.size(); i++) {
            if (i % 2 == 0 || i > MAX / 2) {
                probes.addLast(all.get(i));
            }
        }
    }
}
