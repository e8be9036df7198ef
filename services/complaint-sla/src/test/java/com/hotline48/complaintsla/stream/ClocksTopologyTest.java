package com.hotline48.complaintsla.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.hotline48.delivery.mark.Mark;
import com.hotline48.events.EventEnvelope;
import com.hotline48.events.Sources;
import com.hotline48.events.ticket.TicketEvent.AnswerCorrected;
import com.hotline48.events.ticket.TicketEvent.TicketReclassified;
import com.hotline48.events.ticket.TicketEvent.TicketReopened;
import com.hotline48.events.ticket.TicketEvent.TicketVoided;
import com.hotline48.events.ticket.TicketEvent.VoidWithdrawn;
import com.hotline48.events.ticket.TicketType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClocksTopologyTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private SlaHarness sla;
    private Instant start;

    @BeforeEach
    void start() {
        sla = new SlaHarness().started();
        start = sla.now();
    }

    @AfterEach
    void stop() {
        sla.close();
    }

    @Test
    void warnsAndBreachesAsTheLogIsRead() {
        sla.complaint("t1", start);

        sla.advanceTo(start.plus(HOUR.multipliedBy(25)));
        assertThat(sla.story("t1")).containsExactly("started", "warned 50");
        sla.advanceTo(start.plus(HOUR.multipliedBy(37)));
        sla.advanceTo(start.plus(HOUR.multipliedBy(44)));
        sla.advanceTo(start.plus(HOUR.multipliedBy(47)));
        assertThat(sla.story("t1")).containsExactly("started", "warned 50", "warned 75", "warned 90");
        sla.advanceTo(start.plus(HOUR.multipliedBy(49)));
        sla.advance(HOUR);
        assertThat(sla.story("t1")).containsExactly("started", "warned 50", "warned 75", "warned 90", "breached");
    }

    @Test
    void firesNothingWhileTheLogIsUnreadOrItsEndUnknown() {
        sla.complaint("t1", start);

        sla.advanceBlind(HOUR.multipliedBy(60));
        assertThat(sla.story("t1")).containsExactly("started");
        sla.advanceBehind(HOUR, 1);
        assertThat(sla.story("t1")).containsExactly("started");
    }

    @Test
    void breachesOnceTheTicketServiceHasPublishedPastTheDueInstant() {
        Instant due = start.plus(HOUR.multipliedBy(48));
        sla.complaint("t1", start).ticketMarkAt(due.minusSeconds(1));

        sla.advance(HOUR.multipliedBy(100));
        assertThat(sla.story("t1")).containsExactly("started", "warned 50", "warned 75", "warned 90");

        sla.ticketMarkAt(due.plusSeconds(1)).advance(HOUR).advance(HOUR);
        sla.ticketMarkMoves().advance(HOUR);
        assertThat(sla.story("t1")).containsExactly("started", "warned 50", "warned 75", "warned 90", "breached");
    }

    @Test
    void raisesNoFalseAlarmOverAnAnswerThatWaitsInTheOutbox() {
        Instant due = start.plus(HOUR.multipliedBy(48));
        sla.complaint("t1", start).ticketMarkAt(due.minusSeconds(1));
        sla.advance(HOUR.multipliedBy(100));

        sla.answer("t1", due.minusSeconds(1));
        sla.ticketMarkMoves().advance(HOUR);

        assertThat(sla.story("t1")).containsExactly("started", "warned 50", "warned 75", "warned 90", "met");
    }

    @Test
    void neverFiresBeyondWhatIsRead() {
        sla.complaint("t1", start).ticketMarkAt(start.plus(HOUR.multipliedBy(100)));

        sla.advance(HOUR.multipliedBy(23));

        assertThat(sla.story("t1")).containsExactly("started");
    }

    @Test
    void firesNothingBeforeTheTicketServiceHasSpoken() {
        sla.complaint("t1", start).ticketMarkUnknown();
        sla.complaint("imported", start.minus(Duration.ofDays(10)));

        sla.advance(HOUR.multipliedBy(60));

        assertThat(sla.story("t1")).containsExactly("started");
        assertThat(sla.story("imported")).containsExactly("started");
    }

    @Test
    void raisesNoFalseAlarmOverABacklogOfAnswers() {
        for (int i = 0; i < 200; i++) {
            sla.complaint("t" + i, start);
        }
        sla.advanceBlind(HOUR.multipliedBy(50));

        // 190 answers among 190 newer complaints lay in the log; the ends show it before they are processed.
        sla.advanceBehind(HOUR, 380);
        for (int i = 0; i < 190; i++) {
            sla.complaint("later" + i, sla.now());
            sla.advanceBehind(Duration.ofMillis(100), 379 - 2 * i);
            sla.answer("t" + i, start.plus(HOUR));
        }
        sla.advance(HOUR);

        Map<String, String> clocks = sla.clocks();
        for (int i = 0; i < 200; i++) {
            assertThat(clocks.get("t" + i)).isEqualTo(i < 190 ? "met" : "breached");
        }
        assertThat(sla.announced().stream()
                        .filter(event -> event.data().getClass().getSimpleName().equals("DeadlineBreached"))
                        .count())
                .isEqualTo(10);
    }

    @Test
    void judgesAnImportedComplaintOnceAfterTheLateSettle() {
        Instant past = start.minus(Duration.ofDays(10));
        sla.complaint("t1", past);
        sla.advance(Duration.ofSeconds(60));
        assertThat(sla.story("t1")).containsExactly("started");

        sla.advance(Duration.ofSeconds(70));

        assertThat(sla.story("t1")).containsExactly("started", "breached");
    }

    @Test
    void judgesAnImportedComplaintByItsAnswerAtOnce() {
        Instant past = start.minus(Duration.ofDays(10));
        sla.complaint("t1", past).answer("t1", past.plus(HOUR.multipliedBy(48)));
        sla.complaint("t2", past).answer("t2", past.plus(HOUR.multipliedBy(48)).plusMillis(1));

        sla.advance(HOUR);

        assertThat(sla.story("t1")).containsExactly("started", "met");
        assertThat(sla.story("t2")).containsExactly("started", "breached");
    }

    @Test
    void withdrawsABreachWhenAnAnswerInTimeArrivesLate() {
        sla.complaint("t1", start);
        sla.advance(HOUR.multipliedBy(49));
        assertThat(sla.clocks()).containsEntry("t1", "breached");

        sla.answer("t1", start.plus(HOUR.multipliedBy(47)));

        assertThat(sla.story("t1"))
                .containsExactly(
                        "started",
                        "warned 50",
                        "warned 75",
                        "warned 90",
                        "breached",
                        "withdrawn BREACHED LATE_EVENT",
                        "met");
    }

    @Test
    void reopensInTimeAndTooLate() {
        sla.complaint("t1", start).complaint("t2", start);
        sla.advance(HOUR).answer("t1", sla.now()).answer("t2", sla.now());
        sla.advance(HOUR).send("t1", new TicketReopened("NOT_FIXED", sla.now()));
        sla.advance(HOUR.multipliedBy(50));
        sla.send("t2", new TicketReopened("NOT_FIXED", sla.now()));

        assertThat(sla.story("t1"))
                .containsExactly(
                        "started", "met", "withdrawn MET REOPENED", "warned 50", "warned 75", "warned 90", "breached");
        assertThat(sla.story("t2")).containsExactly("started", "met", "withdrawn MET REOPENED", "breached");
    }

    @Test
    void voidsCorrectsAndReclassifies() {
        sla.complaint("t1", start);
        sla.send("t1", new TicketVoided("MISTAKE", Optional.empty(), start.plusSeconds(60)));
        sla.advance(HOUR.multipliedBy(60));
        assertThat(sla.story("t1")).containsExactly("started", "cancelled VOIDED");
        sla.send("t1", new VoidWithdrawn("MISTAKE", sla.now()));
        sla.answer("t1", start.plus(HOUR.multipliedBy(50)));
        Instant answered = start.plus(HOUR.multipliedBy(50));
        sla.send("t1", new AnswerCorrected(start.plus(HOUR), answered, "TYPO", sla.now()));
        sla.send(
                "t1",
                new TicketReclassified(
                        TicketType.COMPLAINT,
                        Optional.of("noise"),
                        TicketType.FAULT,
                        Optional.empty(),
                        true,
                        sla.now()));
        sla.send(
                "t1",
                new TicketReclassified(
                        TicketType.FAULT,
                        Optional.empty(),
                        TicketType.COMPLAINT,
                        Optional.of("noise"),
                        true,
                        sla.now()));

        assertThat(sla.story("t1"))
                .containsExactly(
                        "started",
                        "cancelled VOIDED",
                        "started",
                        "breached",
                        "withdrawn BREACHED CORRECTED",
                        "met",
                        "cancelled RECLASSIFIED",
                        "started",
                        "met");
    }

    @Test
    void takesEachEventOnceAndNumbersWhatItAnnounces() {
        sla.complaint("t1", start).answer("t1", start.plusSeconds(5));
        for (SlaHarness.Played record : sla.log()) {
            sla.replay(record.key(), record.value());
        }

        assertThat(sla.story("t1")).containsExactly("started", "met");
        Map<String, Long> last = new HashMap<>();
        for (EventEnvelope<?> event : sla.announced()) {
            assertThat(event.sequence()).isEqualTo(last.merge(event.source() + event.subject(), 1L, Long::sum));
            assertThat(event.source()).isEqualTo(Sources.COMPLAINT_SLA);
            assertThat(event.correlationId()).isEqualTo("request-t1");
            assertThat(event.province()).isEqualTo("CN-BJ");
        }
        assertThat(sla.announced().get(1).causationId()).contains(Sources.TICKET + "#t1:2");
    }

    @Test
    void leavesOtherTypesAlone() {
        sla.accept("t1", TicketType.CONSULTATION, start, "c", "weather", null);
        sla.advance(HOUR.multipliedBy(60));

        assertThat(sla.story("t1")).isEmpty();
    }

    @Test
    void putsWhatItCannotReadAsideWithWhatFollowsOfThatKey() {
        sla.complaint("t1", start);
        byte[] answer = sla.encode(
                "t1",
                new com.hotline48.events.ticket.TicketEvent.TicketAnswered(
                        start.plusSeconds(5),
                        com.hotline48.events.ticket.TicketEvent.AnsweredBy.AGENT,
                        Optional.empty()));
        sla.pipe("t1", SlaHarness.garbage()).pipe("t1", answer).complaint("t2", start);

        assertThat(sla.deadLetters()).extracting(record -> record.key).containsExactly("t1", "t1");
        assertThat(sla.clocks()).containsEntry("t1", "started").containsEntry("t2", "started");

        sla.resend("t1", answer);

        assertThat(sla.clocks()).containsEntry("t1", "met");
    }

    @Test
    void marksWhatIsJudged() {
        sla.marks();
        sla.complaint("t1", start.minus(Duration.ofDays(9)));
        Instant recorded = sla.now();
        sla.advance(Duration.ofSeconds(30));

        // A clock that waits for its late settle holds the mark back.
        List<Mark> held = sla.marks();
        assertThat(held).isNotEmpty().allSatisfy(mark -> assertThat(mark.upTo()).isBeforeOrEqualTo(recorded));

        sla.advance(Duration.ofSeconds(100));
        sla.advance(Duration.ofSeconds(5));
        Instant before = sla.now().minusSeconds(3);

        assertThat(sla.story("t1")).containsExactly("started", "breached");
        assertThat(sla.marks()).last().satisfies(mark -> {
            assertThat(mark.source()).isEqualTo(Sources.COMPLAINT_SLA);
            assertThat(mark.upTo()).isAfter(before);
        });
    }
}
