package com.hotline48.complaintsla.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * The rule that gives a complaint its limit (domain.md §4), in elapsed time that never pauses.
 *
 * @param version named on every clock that it started
 * @param limit met iff answer − start ≤ limit, to the millisecond
 * @param warnings percent of the limit at which a running clock is warned of, each 1..99, ascending
 */
public record ClockPolicy(String version, Duration limit, List<Integer> warnings) {

    /** 48 hours with warnings at 50, 75 and 90 percent (domain.md §4). */
    public static final ClockPolicy COMPLAINT =
            new ClockPolicy("complaint-48h-1", Duration.ofDays(2), List.of(50, 75, 90));

    public ClockPolicy {
        Objects.requireNonNull(version, "version");
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("limit: " + limit + " (expected: > 0)");
        }
        warnings = List.copyOf(warnings);
        int before = 0;
        for (int level : warnings) {
            if (level <= before || level > 99) {
                throw new IllegalArgumentException("warnings: " + warnings + " (expected: 1..99, ascending)");
            }
            before = level;
        }
    }

    /** The last instant at which an answer is in time. */
    public Instant dueAt(Instant start) {
        return start.plus(limit);
    }

    /** When {@code level} percent of the limit are used up. */
    public Instant warnAt(Instant start, int level) {
        return start.plusMillis(limit.toMillis() * level / 100);
    }
}
