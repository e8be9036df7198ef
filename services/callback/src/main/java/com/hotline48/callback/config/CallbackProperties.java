package com.hotline48.callback.config;

import java.time.Duration;
import java.util.List;

import jakarta.validation.constraints.Size;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The callback service's settings (domain.md §3).
 *
 * @param feedbackLimit elapsed time from a department's final feedback to a reply or revisit: 12 h stand in for half a
 *     working day
 * @param complaintLimit elapsed time from a complaint's answer to its revisit: 48 h stand in for two working days
 * @param retries waits after the 1st, 2nd, … attempt that reached nobody, at most 10; after one more the supervisor decides
 */
@Validated
@ConfigurationProperties("callback")
public record CallbackProperties(
        @DefaultValue("12h") Duration feedbackLimit,
        @DefaultValue("48h") Duration complaintLimit,
        @DefaultValue({"30m", "2h"}) @Size(max = 10) List<Duration> retries) {
    public CallbackProperties {
        retries = List.copyOf(retries);
    }
}
