package com.hotline48.reporting.adapter.http;

import java.time.Instant;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.hotline48.reporting.application.ComplaintReport;
import com.hotline48.reporting.domain.Counts;
import com.hotline48.reporting.domain.Rate;

/**
 * A complaint report as JSON.
 *
 * @param period {@code yyyy-MM}: month of acceptance, in each accepting centre's zone
 * @param scope the centre's code, or {@code NATIONAL}
 * @param asOf everything acknowledged before this instant is in; 1970-01-01T00:00:00Z while nothing is known
 * @param complaints accepted in the month, without voided ones
 * @param voided complaints of the month that were voided
 * @param urgings complaints detected as urging an earlier one
 * @param urgeCommands how often the complaints were urged by command
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record ComplaintReportBody(
        String period,
        String scope,
        Instant asOf,
        long complaints,
        long answeredWithinLimit,
        long overdue,
        long open,
        RateBody timelyRate,
        long repeats,
        RepeatsByCause repeatsByCause,
        long urgings,
        long urgeCommands,
        RateBody repeatComplaintRate,
        long voided) {

    /** A rate beside what it was made of; without denominator it has a reason instead of a value. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record RateBody(Optional<Double> value, long numerator, long denominator, Optional<Rate.Reason> reason) {
        static RateBody of(Rate rate) {
            return new RateBody(rate.value(), rate.numerator(), rate.denominator(), rate.reason());
        }
    }

    /** Repeats by what made them repeats (domain.md §5). */
    record RepeatsByCause(
            @JsonProperty("UNSATISFIED") long unsatisfied,
            @JsonProperty("OVERDUE") long overdue,
            @JsonProperty("DECLARED") long declared) {}

    static ComplaintReportBody of(ComplaintReport report) {
        Counts counts = report.figures().counts();
        return new ComplaintReportBody(
                report.period().toString(),
                report.scope().name(),
                report.asOf(),
                counts.complaints(),
                counts.met(),
                counts.overdue(),
                counts.open(),
                RateBody.of(report.figures().timelyRate()),
                counts.repeats(),
                new RepeatsByCause(counts.repeatsUnsatisfied(), counts.repeatsOverdue(), counts.repeatsDeclared()),
                counts.urgings(),
                counts.urgeCommands(),
                RateBody.of(report.figures().repeatComplaintRate()),
                counts.voided());
    }
}
