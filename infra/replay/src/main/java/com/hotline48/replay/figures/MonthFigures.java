package com.hotline48.replay.figures;

import java.util.OptionalDouble;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A month's complaint figures of one scope (domain.md §5), as counts.
 *
 * @param open complaints whose limit still runs
 * @param unsatisfiedRepeats repeats of an answered earlier complaint
 * @param overdueRepeats repeats of an unanswered one past its limit
 * @param declaredRepeats repeats by an agent's word
 * @param urgings complaints filed while an earlier one was open within its limit
 * @param urgeCommands urge commands on the month's complaints
 */
public record MonthFigures(
        long complaints,
        long answeredWithinLimit,
        long overdue,
        long open,
        long unsatisfiedRepeats,
        long overdueRepeats,
        long declaredRepeats,
        long urgings,
        long urgeCommands) {

    /** Of a month without complaints. */
    public static final MonthFigures NONE = new MonthFigures(0, 0, 0, 0, 0, 0, 0, 0, 0);

    /**
     * What {@code GET /api/v1/reports/complaints} answered.
     *
     * @throws IllegalArgumentException if a figure is missing or the report contradicts itself
     */
    public static MonthFigures ofReport(JsonNode report) {
        JsonNode causes = report.path("repeatsByCause");
        MonthFigures figures = new MonthFigures(
                count(report, "complaints"),
                count(report, "answeredWithinLimit"),
                count(report, "overdue"),
                count(report, "open"),
                causes.path("UNSATISFIED").asLong(0),
                causes.path("OVERDUE").asLong(0),
                causes.path("DECLARED").asLong(0),
                count(report, "urgings"),
                count(report, "urgeCommands"));
        if (count(report, "repeats") != figures.repeats()) {
            throw new IllegalArgumentException("the report's repeats are not the sum of their causes");
        }
        check(report, "timelyRate", figures.answeredWithinLimit, figures.answeredWithinLimit + figures.overdue);
        check(report, "repeatComplaintRate", figures.repeats(), figures.complaints - figures.repeats());
        return figures;
    }

    /** Repeats of all causes. */
    public long repeats() {
        return unsatisfiedRepeats + overdueRepeats + declaredRepeats;
    }

    /** Answered within the limit of all that are decided; empty without any. */
    public OptionalDouble timelyRate() {
        return rate(answeredWithinLimit, answeredWithinLimit + overdue);
    }

    /** Repeats of complaints less repeats; empty without any. */
    public OptionalDouble repeatComplaintRate() {
        return rate(repeats(), complaints - repeats());
    }

    private static OptionalDouble rate(long numerator, long denominator) {
        return denominator == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) numerator / denominator);
    }

    private static long count(JsonNode report, String field) {
        JsonNode value = report.path(field);
        if (!value.isIntegralNumber()) {
            throw new IllegalArgumentException("the report has no figure " + field);
        }
        return value.asLong();
    }

    private static void check(JsonNode report, String field, long numerator, long denominator) {
        JsonNode rate = report.path(field);
        boolean same = rate.path("numerator").asLong(-1) == numerator
                && rate.path("denominator").asLong(-1) == denominator;
        if (denominator == 0) {
            if (rate.hasNonNull("value")) {
                throw new IllegalArgumentException("the report's " + field + " has a value without a denominator");
            }
            return;
        }
        if (!same || Math.abs(rate.path("value").asDouble(-1) - (double) numerator / denominator) > 1e-6) {
            throw new IllegalArgumentException("the report's " + field + " does not fit its counts");
        }
    }
}
