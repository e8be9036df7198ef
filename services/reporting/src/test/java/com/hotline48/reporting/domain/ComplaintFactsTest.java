package com.hotline48.reporting.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.YearMonth;
import java.util.Optional;

import org.junit.jupiter.api.Test;

class ComplaintFactsTest {

    private static final Cell BEIJING = new Cell(YearMonth.of(2016, 3), "CN-BJ");

    private final ComplaintFacts accepted = ComplaintFacts.NONE.take(1, new Change.Accepted(BEIJING, true));

    @Test
    void countsAnAcceptedComplaintAsOpenUntilItsClockIsAnnounced() {
        assertThat(counts(accepted)).isEqualTo(new Counts(1, 0, 0, 1, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void countsNothingOfOtherTypes() {
        assertThat(ComplaintFacts.NONE
                        .take(1, new Change.Accepted(BEIJING, false))
                        .contribution())
                .isEmpty();
    }

    @Test
    void waitsForTheAcceptanceWhenTheClockIsHeardOfFirst() {
        // When
        ComplaintFacts clockFirst = ComplaintFacts.NONE.take(1, new Change.ClockSet(ClockState.BREACHED));

        // Then
        assertThat(clockFirst.contribution()).isEmpty();
        assertThat(counts(clockFirst.take(1, new Change.Accepted(BEIJING, true))))
                .isEqualTo(overdue());
    }

    @Test
    void followsTheClockThroughAWithdrawal() {
        ComplaintFacts met =
                accepted.take(1, new Change.ClockSet(ClockState.RUNNING)).take(2, new Change.ClockSet(ClockState.MET));
        assertThat(counts(met)).isEqualTo(new Counts(1, 1, 0, 0, 0, 0, 0, 0, 0, 0));

        // When
        ComplaintFacts withdrawn = met.take(3, new Change.ClockSet(ClockState.RUNNING));

        // Then
        assertThat(counts(withdrawn)).isEqualTo(counts(accepted));
        assertThat(counts(withdrawn.take(4, new Change.ClockSet(ClockState.BREACHED))))
                .isEqualTo(overdue());
    }

    @Test
    void leavesTheClockAloneAtAWarning() {
        ComplaintFacts met = accepted.take(1, new Change.ClockSet(ClockState.MET));

        assertThat(met.take(2, new Change.ClockUntouched()).clock()).isEqualTo(ClockState.MET);
    }

    @Test
    void countsAVoidedComplaintOnlyAsVoided() {
        // Given
        ComplaintFacts full = accepted.take(2, new Change.Urged(3))
                .take(1, new Change.ClockSet(ClockState.BREACHED))
                .take(1, new Change.RelationChange(Relation.REPEAT_OVERDUE));

        // When
        ComplaintFacts voided = full.take(3, new Change.Voided(true));

        // Then
        assertThat(counts(full)).isEqualTo(new Counts(1, 0, 1, 0, 0, 0, 1, 0, 0, 3));
        assertThat(counts(voided)).isEqualTo(new Counts(0, 0, 0, 0, 1, 0, 0, 0, 0, 0));
        assertThat(counts(voided.take(4, new Change.Voided(false)))).isEqualTo(counts(full));
    }

    @Test
    void keepsTheMonthOfAcceptanceWhenReclassified() {
        // When
        ComplaintFacts away = accepted.take(2, new Change.Reclassified(false));

        // Then
        assertThat(away.contribution()).isEmpty();
        assertThat(away.take(3, new Change.Reclassified(true)).contribution()).isEqualTo(accepted.contribution());
    }

    @Test
    void replacesTheRelation() {
        ComplaintFacts urging = accepted.take(1, new Change.RelationChange(Relation.URGING));
        assertThat(counts(urging).urgings()).isEqualTo(1);

        // When
        ComplaintFacts repeat = urging.take(2, new Change.RelationChange(Relation.REPEAT_UNSATISFIED));

        // Then
        assertThat(counts(repeat).urgings()).isZero();
        assertThat(counts(repeat).repeatsUnsatisfied()).isEqualTo(1);
        assertThat(counts(repeat.take(3, new Change.RelationChange(Relation.NONE))))
                .isEqualTo(counts(accepted));
    }

    @Test
    void ignoresWhatItHasTakenInBySourceAndSequence() {
        ComplaintFacts later = accepted.take(2, new Change.Voided(true)).take(3, new Change.Voided(false));

        assertThat(later.take(2, new Change.Voided(true))).isSameAs(later);
        assertThat(later.take(3, new Change.Voided(true))).isSameAs(later);
        assertThat(later.take(1, new Change.ClockSet(ClockState.MET))).isNotEqualTo(later);
    }

    private static Counts counts(ComplaintFacts facts) {
        Optional<Contribution> contribution = facts.contribution();
        assertThat(contribution).map(Contribution::cell).contains(BEIJING);
        return contribution.orElseThrow().counts();
    }

    private static Counts overdue() {
        return new Counts(1, 0, 1, 0, 0, 0, 0, 0, 0, 0);
    }
}
