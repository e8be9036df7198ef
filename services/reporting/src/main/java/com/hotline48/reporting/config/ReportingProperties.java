package com.hotline48.reporting.config;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of this service.
 *
 * @param centresFile YAML or JSON list of centres; blank = the shipped ones
 * @param flushInterval how often changed cells are written out, 100 ms or more
 * @param gaugeInterval how often the gauges read the figures, 1 s or more
 */
@Validated
@ConfigurationProperties("reporting")
public record ReportingProperties(
        @DefaultValue("") String centresFile,
        @DefaultValue("1s") Duration flushInterval,
        @DefaultValue("10s") Duration gaugeInterval) {

    public ReportingProperties {
        if (flushInterval.toMillis() < 100) {
            throw new IllegalArgumentException("flushInterval: " + flushInterval + " (expected: >= 100 ms)");
        }
        if (gaugeInterval.toMillis() < 1000) {
            throw new IllegalArgumentException("gaugeInterval: " + gaugeInterval + " (expected: >= 1 s)");
        }
    }
}
