package com.hotline48.complaintsla.domain;

import static com.hotline48.complaintsla.domain.Facts.DUE;
import static com.hotline48.complaintsla.domain.Facts.START;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.hotline48.complaintsla.domain.TicketChange.AnswerCorrected;
import com.hotline48.complaintsla.domain.TicketChange.Answered;
import com.hotline48.complaintsla.domain.TicketChange.Other;
import com.hotline48.complaintsla.domain.TicketChange.Reclassified;
import com.hotline48.complaintsla.domain.TicketChange.Reopened;
import com.hotline48.complaintsla.domain.TicketChange.VoidWithdrawn;
import com.hotline48.complaintsla.domain.TicketChange.Voided;
import com.hotline48.events.sla.SlaEvent.ClockCancelled;
import com.hotline48.events.sla.SlaEvent.ClockCancelled.CancelCause;
import com.hotline48.events.sla.SlaEvent.ClockStarted;
import com.hotline48.events.sla.SlaEvent.DeadlineBreached;
import com.hotline48.events.sla.SlaEvent.DeadlineMet;
import com.hotline48.events.sla.SlaEvent.DeadlineWarned;
import com.hotline48.events.sla.SlaEvent.Judgement;
import com.hotline48.events.sla.SlaEvent.JudgementWithdrawn;
import com.hotline48.events.sla.SlaEvent.JudgementWithdrawn.WithdrawalCause;
import org.junit.jupiter.api.Test;

class ComplaintClockTest {

    @Test
    void startsAtAcceptanceAndIsDueAfter48Hours() {
        Facts facts = Facts.complaint();

        assertThat(facts.last().events()).singleElement().isInstanceOfSatisfying(ClockStarted.class, started -> {
            assertThat(started.startedAt()).isEqualTo(START);
            assertThat(started.dueAt()).isEqualTo(DUE);
        });
    }

    @Test
    void isMetByAnAnswerInTheVeryMillisecondAndBreachedByTheNext() {
        assertThat(Facts.complaint().then(new Answered(DUE)).announcedNow()).containsExactly("DeadlineMet");
        assertThat(Facts.complaint().then(new Answered(DUE.plusMillis(1))).announcedNow())
                .containsExactly("DeadlineBreached");
    }

    @Test
    void warnsAtItsLevelsThenBreaches() {
        Facts facts = Facts.complaint();
        List<String> announced = new ArrayList<>();
        List<Instant> firedAt = new ArrayList<>();

        while (facts.last().timer().isPresent()) {
            firedAt.add(facts.last().timer().get().fireAt());
            facts.fire();
            facts.last()
                    .events()
                    .forEach(event -> announced.add(
                            event instanceof DeadlineWarned warned
                                    ? "W" + warned.level()
                                    : event.getClass().getSimpleName()));
        }

        assertThat(announced).containsExactly("W50", "W75", "W90", "DeadlineBreached");
        assertThat(firedAt)
                .containsExactly(
                        START.plus(Duration.ofHours(24)).plus(Facts.SETTLE),
                        START.plus(Duration.ofHours(36)).plus(Facts.SETTLE),
                        START.plus(Duration.ofMinutes(48 * 54)).plus(Facts.SETTLE),
                        DUE.plus(Facts.SETTLE));
    }

    @Test
    void sendsNoWarningThatWasPastWhenTheComplaintWasRecorded() {
        Facts facts = Facts.complaintRecordedAt(START.plus(Duration.ofHours(37)));

        assertThat(facts.last().timer()).get().satisfies(timer -> assertThat(timer.level())
                .isEqualTo(90));
    }

    @Test
    void waitsForTheAnswerOfAnImportedComplaint() {
        Instant recorded = DUE.plus(Duration.ofDays(3));
        Facts facts = Facts.complaintRecordedAt(recorded);

        assertThat(facts.announcedNow()).containsExactly("ClockStarted");
        assertThat(facts.last().timer()).contains(new ClockTimer(0, recorded.plus(Facts.LATE), true));
        assertThat(facts.then(new Answered(DUE.minusSeconds(1)), recorded.plusSeconds(1))
                        .announcedNow())
                .containsExactly("DeadlineMet");
        assertThat(facts.last().timer()).isEmpty();
    }

    @Test
    void withdrawsABreachWhenAnEarlierAnswerArrivesLate() {
        Facts facts = Facts.complaint().fireAll();
        assertThat(facts.announcedNow()).containsExactly("DeadlineBreached");

        facts.then(new Answered(DUE.minusSeconds(5)), DUE.plusSeconds(60));

        assertThat(facts.announcedNow()).containsExactly("JudgementWithdrawn", "DeadlineMet");
        assertThat(facts.last().events().get(0)).isInstanceOfSatisfying(JudgementWithdrawn.class, withdrawn -> {
            assertThat(withdrawn.judgement()).isEqualTo(Judgement.BREACHED);
            assertThat(withdrawn.cause()).isEqualTo(WithdrawalCause.LATE_EVENT);
        });
    }

    @Test
    void recordsABreachOnceThoughTheAnswerComesLater() {
        Facts facts = Facts.complaint().fireAll();

        assertThat(facts.then(new Answered(DUE.plusSeconds(60))).announcedNow()).isEmpty();
    }

    @Test
    void reopeningInTimeWithdrawsMetAndRunsOn() {
        Facts facts = Facts.complaint().then(new Answered(START.plus(Duration.ofHours(10))));

        facts.then(new Reopened(START.plus(Duration.ofHours(25))));

        assertThat(facts.announcedNow()).containsExactly("JudgementWithdrawn");
        assertThat(facts.announced().state()).contains(ClockState.RUNNING);
        assertThat(facts.last().timer()).get().satisfies(timer -> assertThat(timer.level())
                .isEqualTo(75));
        assertThat(facts.then(new Answered(DUE)).announcedNow()).containsExactly("DeadlineMet");
    }

    @Test
    void reopeningAfterTheDueInstantBreachesAsOfIt() {
        Facts facts = Facts.complaint().then(new Answered(START.plus(Duration.ofHours(10))));
        Instant reopened = DUE.plus(Duration.ofHours(5));

        facts.then(new Reopened(reopened));

        assertThat(facts.announcedNow()).containsExactly("JudgementWithdrawn", "DeadlineBreached");
        assertThat(facts.last().events().get(1)).isInstanceOfSatisfying(DeadlineBreached.class, breached -> {
            assertThat(breached.dueAt()).isEqualTo(DUE);
            assertThat(breached.detectedAt()).isEqualTo(reopened);
        });
        assertThat(facts.then(new Answered(reopened.plusSeconds(5))).announcedNow())
                .isEmpty();
    }

    @Test
    void aReopeningInTimeThatIsRecordedLateWaitsForItsAnswer() {
        Facts facts = Facts.complaint().then(new Answered(START.plus(Duration.ofHours(10))));
        Instant recorded = DUE.plus(Duration.ofHours(5));

        facts.then(new Reopened(DUE.minusSeconds(60)), recorded);

        assertThat(facts.announced().state()).contains(ClockState.RUNNING);
        assertThat(facts.last().timer()).contains(new ClockTimer(0, recorded.plus(Facts.LATE), true));
    }

    @Test
    void aCorrectedInstantTurnsTheJudgement() {
        Facts facts = Facts.complaint().then(new Answered(DUE.plusSeconds(10)));

        facts.then(new AnswerCorrected(DUE.minusSeconds(10), DUE.plusSeconds(600)));
        assertThat(facts.announcedNow()).containsExactly("JudgementWithdrawn", "DeadlineMet");
        assertThat(facts.last().events().get(0))
                .isInstanceOfSatisfying(JudgementWithdrawn.class, withdrawn -> assertThat(withdrawn.cause())
                        .isEqualTo(WithdrawalCause.CORRECTED));

        facts.then(new AnswerCorrected(DUE.minusSeconds(20), DUE.plusSeconds(700)));
        assertThat(facts.announcedNow()).containsExactly("JudgementWithdrawn", "DeadlineMet");

        facts.then(new AnswerCorrected(DUE.plusSeconds(20), DUE.plusSeconds(800)));
        assertThat(facts.announcedNow()).containsExactly("JudgementWithdrawn", "DeadlineBreached");
    }

    @Test
    void aVoidCancelsAndItsWithdrawalStartsAndJudgesAgain() {
        Facts facts = Facts.complaint().then(new Answered(START.plusSeconds(60)));

        facts.then(new Voided(START.plusSeconds(100)));
        assertThat(facts.last().events())
                .singleElement()
                .isInstanceOfSatisfying(ClockCancelled.class, cancelled -> assertThat(cancelled.cause())
                        .isEqualTo(CancelCause.VOIDED));
        assertThat(facts.last().timer()).isEmpty();

        facts.then(new VoidWithdrawn(START.plusSeconds(200)));
        assertThat(facts.announcedNow()).containsExactly("ClockStarted", "DeadlineMet");
    }

    @Test
    void aBreachedComplaintIsBreachedAgainWhenItsVoidIsWithdrawn() {
        Facts facts = Facts.complaint().fireAll().then(new Voided(DUE.plusSeconds(60)));

        facts.then(new VoidWithdrawn(DUE.plusSeconds(90)));

        assertThat(facts.announcedNow()).containsExactly("ClockStarted", "DeadlineBreached");
    }

    @Test
    void countsFromAcceptanceWhenItWasMisfiled() {
        Facts facts = Facts.consultation();
        assertThat(facts.last().events()).isEmpty();

        facts.then(new Reclassified(true, Optional.of("noise"), true, START.plus(Duration.ofHours(40))));

        assertThat(facts.last().events()).singleElement().isInstanceOfSatisfying(ClockStarted.class, started -> {
            assertThat(started.startedAt()).isEqualTo(START);
            assertThat(started.dueAt()).isEqualTo(DUE);
        });
    }

    @Test
    void anAnsweredConsultationThatBecomesAComplaintIsJudgedAtOnce() {
        Facts facts = Facts.consultation()
                .then(new Answered(START.plus(Duration.ofHours(1))))
                .then(new Reclassified(true, Optional.empty(), true, START.plus(Duration.ofHours(60))));

        assertThat(facts.announcedNow()).containsExactly("ClockStarted", "DeadlineMet");
    }

    @Test
    void ceasesWhenFiledAsSomethingElse() {
        Facts facts = Facts.complaint()
                .then(new Reclassified(false, Optional.empty(), false, START.plus(Duration.ofHours(1))));

        assertThat(facts.last().events())
                .singleElement()
                .isInstanceOfSatisfying(ClockCancelled.class, cancelled -> assertThat(cancelled.cause())
                        .isEqualTo(CancelCause.RECLASSIFIED));
    }

    @Test
    void aRebuildIsSilentUntilItHasReadWhatTheAnnouncementsRestOn() {
        Facts live = Facts.complaint()
                .then(new Answered(START.plusSeconds(60)))
                .then(new Reopened(DUE.plusSeconds(60)))
                .then(new AnswerCorrected(START.plusSeconds(30), DUE.plusSeconds(90)));
        Announced kept = live.announced();
        List<TicketChange> history = List.of(
                new Answered(START.plusSeconds(60)),
                new Reopened(DUE.plusSeconds(60)),
                new AnswerCorrected(START.plusSeconds(30), DUE.plusSeconds(90)));

        TicketFacts facts = TicketFacts.accepted(Facts.identity(), true, Optional.of("noise"), 1, START.plusSeconds(1));
        List<Object> announced = new ArrayList<>();
        Judged judged = Facts.CLOCK.judge(facts, kept, Ground.recorded(DUE));
        announced.addAll(judged.events());
        for (TicketChange change : history) {
            facts = judged.facts().with(change, judged.facts().lastSequence() + 1, change.at());
            judged = Facts.CLOCK.judge(facts, kept, Ground.event(change, change.at()));
            announced.addAll(judged.events());
        }

        assertThat(announced).isEmpty();
    }

    @Test
    void aRebuildKeepsABreachThatTimeHadShown() {
        Facts live = Facts.complaint().fireAll();
        TicketFacts again = TicketFacts.accepted(Facts.identity(), true, Optional.of("noise"), 1, START.plusSeconds(1));

        Judged judged = Facts.CLOCK.judge(again, live.announced(), Ground.recorded(DUE.plusSeconds(99)));

        assertThat(judged.events()).isEmpty();
        assertThat(judged.timer()).isEmpty();
        TicketFacts urged = judged.facts().with(new Other(DUE.plusSeconds(99)), 2, DUE.plusSeconds(100));
        assertThat(Facts.CLOCK
                        .judge(urged, judged.announced(), Ground.recorded(DUE.plusSeconds(100)))
                        .events())
                .isEmpty();
    }

    @Test
    void numbersItsEventsWithoutGaps() {
        Facts facts =
                Facts.complaint().then(new Answered(START.plusSeconds(60))).then(new Reopened(DUE.plusSeconds(60)));

        assertThat(facts.announced().sequence()).isEqualTo(4);
        assertThat(facts.last().events().get(0)).isInstanceOf(JudgementWithdrawn.class);
    }

    @Test
    void forgetsFractionsOfAMillisecond() {
        Facts facts = Facts.complaint().then(new Answered(DUE.plusNanos(999_999)));

        assertThat(facts.last().events()).singleElement().isInstanceOf(DeadlineMet.class);
    }
}
