package com.hotline48.reporting.domain;

/**
 * Numbers of complaints of a cell, or a sum of cells. They form a group: what was added can be subtracted, so partial
 * counts may even be negative for a moment, sums over all partitions never are.
 *
 * @param complaints accepted, not voided; equals met + overdue + open
 * @param met answered within the limit
 * @param overdue not answered within the limit
 * @param open limit still running
 * @param voided complaints that were voided, in no other count
 * @param repeatsUnsatisfied repeats of an answered complaint
 * @param repeatsOverdue repeats of one past its limit
 * @param repeatsDeclared repeats that an agent named
 * @param urgings complaints made while an earlier one was unanswered within its limit (domain.md §2.7 b)
 * @param urgeCommands how often the complaints were urged by command (domain.md §2.7 a)
 */
public record Counts(
        long complaints,
        long met,
        long overdue,
        long open,
        long voided,
        long repeatsUnsatisfied,
        long repeatsOverdue,
        long repeatsDeclared,
        long urgings,
        long urgeCommands) {

    /** Nothing counted. */
    public static final Counts ZERO = new Counts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    static final Counts VOIDED = new Counts(0, 0, 0, 0, 1, 0, 0, 0, 0, 0);

    /** The sum. */
    public Counts plus(Counts other) {
        return combine(other, 1);
    }

    /** The difference. */
    public Counts minus(Counts other) {
        return combine(other, -1);
    }

    /** Repeats of any cause. */
    public long repeats() {
        return repeatsUnsatisfied + repeatsOverdue + repeatsDeclared;
    }

    private Counts combine(Counts other, int sign) {
        return new Counts(
                complaints + sign * other.complaints,
                met + sign * other.met,
                overdue + sign * other.overdue,
                open + sign * other.open,
                voided + sign * other.voided,
                repeatsUnsatisfied + sign * other.repeatsUnsatisfied,
                repeatsOverdue + sign * other.repeatsOverdue,
                repeatsDeclared + sign * other.repeatsDeclared,
                urgings + sign * other.urgings,
                urgeCommands + sign * other.urgeCommands);
    }
}
