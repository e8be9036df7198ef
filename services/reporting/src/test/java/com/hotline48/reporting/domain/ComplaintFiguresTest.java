package com.hotline48.reporting.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ComplaintFiguresTest {

    @Test
    void dividesByJudgedComplaintsOnly() {
        ComplaintFigures figures = new ComplaintFigures(new Counts(3700, 1323, 2350, 27, 4, 192, 104, 0, 297, 9));

        assertThat(figures.timelyRate()).isEqualTo(Rate.of(1323, 3673, Rate.Reason.NO_DATA));
        assertThat(figures.timelyRate().value()).contains(1323 / 3673.0);
        assertThat(figures.repeatComplaintRate()).isEqualTo(Rate.of(296, 3404, Rate.Reason.NO_DATA));
    }

    @Test
    void hasNoDataInAnEmptyMonth() {
        ComplaintFigures figures = new ComplaintFigures(Counts.ZERO);

        assertThat(figures.timelyRate().value()).isEmpty();
        assertThat(figures.timelyRate().reason()).contains(Rate.Reason.NO_DATA);
        assertThat(figures.repeatComplaintRate().reason()).contains(Rate.Reason.NO_DATA);
    }

    @Test
    void hasNoTimelyRateWhileEverythingIsOpen() {
        assertThat(new ComplaintFigures(new Counts(2, 0, 0, 2, 0, 0, 0, 0, 0, 0))
                        .timelyRate()
                        .reason())
                .contains(Rate.Reason.NO_DATA);
    }

    @Test
    void doesNotDefineTheRepeatRateWhenAllAreRepeats() {
        Rate rate = new ComplaintFigures(new Counts(2, 0, 0, 2, 0, 1, 1, 0, 0, 0)).repeatComplaintRate();

        assertThat(rate.reason()).contains(Rate.Reason.NOT_DEFINED);
        assertThat(rate.numerator()).isEqualTo(2);
    }

    @Test
    void neverCapsTheRepeatRate() {
        assertThat(new ComplaintFigures(new Counts(3, 0, 0, 3, 0, 2, 0, 0, 0, 0))
                        .repeatComplaintRate()
                        .value())
                .contains(2.0);
    }

    @Test
    void refusesAReasonBesideAValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Rate(1, 2, java.util.Optional.of(Rate.Reason.NO_DATA)))
                .withMessageContaining("reason");
    }

    @Test
    void subtractsWhatWasAdded() {
        Counts a = new Counts(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        Counts b = new Counts(10, 20, 30, 40, 50, 60, 70, 80, 90, 100);

        assertThat(a.plus(b).minus(b)).isEqualTo(a);
        assertThat(a.minus(a)).isEqualTo(Counts.ZERO);
    }
}
