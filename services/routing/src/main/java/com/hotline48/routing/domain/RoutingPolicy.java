package com.hotline48.routing.domain;

import java.time.Duration;
import java.util.Objects;

/**
 * The settings that decide about forms.
 *
 * @param hopLimit how many forms a ticket may have, 1..10000 (domain.md §2.4: hops are counted and limited)
 * @param feedbackLimit elapsed time from dispatch until the department has to feed back, positive
 */
public record RoutingPolicy(RuleTable rules, int hopLimit, Duration feedbackLimit) {
    public RoutingPolicy {
        Objects.requireNonNull(rules, "rules");
        if (hopLimit < 1 || hopLimit > 10_000) {
            throw new IllegalArgumentException("hopLimit: " + hopLimit + " (expected: 1..10000)");
        }
        if (feedbackLimit.isNegative() || feedbackLimit.isZero()) {
            throw new IllegalArgumentException("feedbackLimit: " + feedbackLimit + " (expected: positive)");
        }
    }
}
