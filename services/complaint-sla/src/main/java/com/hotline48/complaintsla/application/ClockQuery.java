package com.hotline48.complaintsla.application;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

import com.hotline48.complaintsla.domain.ClockState;

/**
 * Which clocks are asked for, soonest due first.
 *
 * @param dueBefore exclusive
 * @param limit 1..500
 */
public record ClockQuery(
        Optional<ClockState> state, Optional<Instant> dueBefore, Optional<String> province, int limit) {

    /** The most that one answer holds. */
    public static final int MAX_LIMIT = 500;

    public ClockQuery {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(dueBefore, "dueBefore");
        Objects.requireNonNull(province, "province");
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit: " + limit + " (expected: 1.." + MAX_LIMIT + ")");
        }
    }
}
