package com.hotline48.complaintsla.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import com.hotline48.events.sla.SlaEvent.ComplaintRelationSet;
import com.hotline48.events.sla.SlaEvent.Relation;
import com.hotline48.events.sla.SlaEvent.RepeatCause;
import com.hotline48.events.ticket.TicketEvent.ClosingOutcome;
import com.hotline48.events.ticket.TicketEvent.TicketClosed;
import com.hotline48.events.ticket.TicketEvent.TicketReclassified;
import com.hotline48.events.ticket.TicketEvent.TicketVoided;
import com.hotline48.events.ticket.TicketEvent.VoidWithdrawn;
import com.hotline48.events.ticket.TicketType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RepeatsTopologyTest {

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
    void findsRepeatsAndUrgings() {
        sla.complaint("a", start, "c").answer("a", start.plus(HOUR));
        sla.complaint("b", start.plus(HOUR.multipliedBy(2)), "c");
        sla.complaint("x", start, "d");
        sla.complaint("y", start.plus(HOUR), "d");
        sla.complaint("z", start.plus(HOUR.multipliedBy(49)), "d");

        assertThat(sla.story("b")).contains("REPEAT UNSATISFIED of a");
        assertThat(sla.story("y")).contains("URGING of x");
        assertThat(sla.story("z")).contains("REPEAT OVERDUE of x");
        assertThat(sla.relations()).containsOnlyKeys("b", "y", "z");
    }

    @Test
    void changesAVerdictWhenALateNoteChangesItsGround() {
        sla.complaint("a", start, "c").complaint("b", start.plus(HOUR), "c");
        assertThat(sla.story("b")).last().isEqualTo("URGING of a");

        sla.answer("a", start.plus(HOUR));

        assertThat(sla.story("b")).last().isEqualTo("REPEAT UNSATISFIED of a");
    }

    @Test
    void findsAnEarlierOneThatIsImportedLater() {
        sla.complaint("b", start, "c");
        sla.complaint("a", start.minus(Duration.ofDays(5)), "c");

        assertThat(sla.story("b")).last().isEqualTo("REPEAT OVERDUE of a");
    }

    @Test
    void leavesOutWhatIsVoidedOrFiledAsSomethingElse() {
        sla.complaint("a", start, "c").complaint("b", start.plus(HOUR), "c");
        sla.send("a", new TicketVoided("MISTAKE", Optional.empty(), start.plus(HOUR)));
        assertThat(sla.story("b")).last().isEqualTo("NONE");

        sla.send("a", new VoidWithdrawn("MISTAKE", start.plus(HOUR)));
        assertThat(sla.story("b")).last().isEqualTo("URGING of a");

        sla.send(
                "b",
                new TicketReclassified(
                        TicketType.COMPLAINT,
                        Optional.of("noise"),
                        TicketType.FAULT,
                        Optional.empty(),
                        true,
                        sla.now()));
        assertThat(sla.relations()).isEmpty();

        sla.send(
                "b",
                new TicketReclassified(
                        TicketType.FAULT,
                        Optional.empty(),
                        TicketType.COMPLAINT,
                        Optional.of("other"),
                        true,
                        sla.now()));
        assertThat(sla.relations()).isEmpty();
    }

    @Test
    void followsASubtypeThatChanges() {
        sla.accept("a", TicketType.COMPLAINT, start, "c", "other", null).complaint("b", start.plus(HOUR), "c");
        assertThat(sla.relations()).isEmpty();

        sla.send(
                "a",
                new TicketReclassified(
                        TicketType.COMPLAINT,
                        Optional.of("other"),
                        TicketType.COMPLAINT,
                        Optional.of("noise"),
                        true,
                        sla.now()));
        assertThat(sla.story("b")).last().isEqualTo("URGING of a");

        sla.send(
                "a",
                new TicketReclassified(
                        TicketType.COMPLAINT,
                        Optional.of("noise"),
                        TicketType.COMPLAINT,
                        Optional.of("third"),
                        true,
                        sla.now()));
        assertThat(sla.story("b")).last().isEqualTo("NONE");
    }

    @Test
    void doesNotCountASatisfiedCustomersComplaint() {
        sla.complaint("a", start, "c").answer("a", start.plus(HOUR));
        sla.send("a", new TicketClosed(ClosingOutcome.SATISFIED, start.plus(HOUR.multipliedBy(2))));
        sla.complaint("b", start.plus(HOUR.multipliedBy(3)), "c");

        assertThat(sla.relations()).isEmpty();
    }

    @Test
    void takesTheAgentsWordEvenForAnUnknownCustomer() {
        sla.accept("b", TicketType.COMPLAINT, start, null, null, "a");

        assertThat(sla.story("b")).contains("REPEAT DECLARED of a");
    }

    @Test
    void answersTenThousandComplaintsOfOneNumberWithoutRewritingThem() {
        for (int i = 0; i < 10_000; i++) {
            sla.complaint("t" + i, start.plusSeconds(i * 240L), "c");
        }
        sla.answer("t9999", start.plus(Duration.ofDays(20)));

        // 240 s apart: the first 720 after the first one find it within its limit.
        Map<String, ComplaintRelationSet> relations = sla.relations();
        assertThat(relations).hasSize(9_999);
        assertThat(relations.get("t720").earlier()).contains("t719");
        assertThat(relations.get("t720").relation()).isEqualTo(Relation.URGING);
        assertThat(relations.get("t721").earlier()).contains("t0");
        assertThat(relations.get("t721").cause()).contains(RepeatCause.OVERDUE);
    }
}
