package com.hotline48.complaintsla.config;

import java.time.Duration;
import java.util.List;

import com.hotline48.complaintsla.domain.ClockPolicy;
import com.hotline48.complaintsla.domain.RepeatRules;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the service (README.md).
 *
 * @param policyVersion named on every clock; change it with the limit
 * @param limit elapsed time until a complaint has to be answered
 * @param warnings percent of the limit, 1..99, ascending
 * @param settle see {@link com.hotline48.complaintsla.domain.ComplaintClock}
 * @param lateSettle see {@link com.hotline48.complaintsla.domain.ComplaintClock}
 * @param repeatWindow between two acceptances, inclusive
 */
@Validated
@ConfigurationProperties("complaint-sla")
public record ComplaintSlaProperties(
        @DefaultValue("complaint-48h-1") String policyVersion,
        @DefaultValue("48h") Duration limit,
        @DefaultValue({"50", "75", "90"}) List<Integer> warnings,
        @DefaultValue("300ms") Duration settle,
        @DefaultValue("2m") Duration lateSettle,
        @DefaultValue("30d") Duration repeatWindow) {

    ClockPolicy policy() {
        return new ClockPolicy(policyVersion, limit, warnings);
    }

    RepeatRules rules() {
        return new RepeatRules(repeatWindow);
    }
}
