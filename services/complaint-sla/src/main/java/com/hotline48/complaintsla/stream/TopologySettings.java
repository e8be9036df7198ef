package com.hotline48.complaintsla.stream;

import java.time.Duration;
import java.util.Objects;

import com.hotline48.complaintsla.domain.ClockPolicy;
import com.hotline48.complaintsla.domain.RepeatRules;

/**
 * What the topology is told.
 *
 * @param consumer name in dead-letter topics
 * @param lanes partition count of all topics, at least 1
 * @param settle see {@link com.hotline48.complaintsla.domain.ComplaintClock}
 * @param lateSettle see {@link com.hotline48.complaintsla.domain.ComplaintClock}
 */
public record TopologySettings(
        String consumer, int lanes, ClockPolicy policy, RepeatRules rules, Duration settle, Duration lateSettle) {
    public TopologySettings {
        Objects.requireNonNull(consumer, "consumer");
        Objects.requireNonNull(policy, "policy");
        Objects.requireNonNull(rules, "rules");
        Objects.requireNonNull(settle, "settle");
        Objects.requireNonNull(lateSettle, "lateSettle");
        if (lanes < 1) {
            throw new IllegalArgumentException("lanes: " + lanes + " (expected: >= 1)");
        }
    }
}
