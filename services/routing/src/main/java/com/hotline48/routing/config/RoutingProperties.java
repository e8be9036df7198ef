package com.hotline48.routing.config;

import java.nio.file.Path;
import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The routing service's settings.
 *
 * @param rulesFile YAML file of the rule table; absent = the one that is shipped
 * @param feedbackLimit elapsed time that a department has to feed back: 24 h stand in for one working day (domain.md §4)
 * @param hopLimit how many forms a ticket may have, 1..10000; real logs have matters with dozens of hand-overs
 */
@Validated
@ConfigurationProperties("routing")
public record RoutingProperties(
        @Nullable Path rulesFile,
        @DefaultValue("24h") Duration feedbackLimit,
        @DefaultValue("50") @Min(1) @Max(10_000) int hopLimit) {

    public RoutingProperties {
        if (feedbackLimit.isNegative() || feedbackLimit.isZero()) {
            throw new IllegalArgumentException("feedbackLimit: " + feedbackLimit + " (expected: positive)");
        }
    }
}
