package com.hotline48.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.hotline48.faults.Journal.Command;
import com.hotline48.faults.Journal.Kind;
import com.hotline48.faults.Journal.TicketEntry;
import com.hotline48.faults.Observed.Event;
import com.hotline48.faults.Observed.Figures;
import com.hotline48.faults.Observed.Ticket;
import org.junit.jupiter.api.Test;

class VerificationTest {

    private static final Instant T0 = Instant.parse("2026-11-01T00:00:00Z");
    private static final Command ACCEPT = new Command("o1", Kind.ACCEPT, "k0", T0);
    private static final Command URGE = new Command("o1", Kind.URGE, "k1", T0.plusMillis(1));
    private static final Command ANSWER = new Command("o1", Kind.ANSWER, "k2", T0.plusMillis(2));
    private static final Event ACCEPTED = event(1, "TicketAccepted", ACCEPT);
    private static final Event URGED = event(2, "TicketUrged", URGE);
    private static final Event ANSWERED = event(3, "TicketAnswered", ANSWER);
    private static final List<Event> ANNOUNCED = List.of(sla(1, "ClockStarted"), sla(2, "DeadlineMet"));
    private static final Figures FIGURES = new Figures(1, 1, 0, 0, 1);

    @Test
    void isContentWhenEverythingIsThereOnceEvenIfPublishedTwice() {
        List<Event> events = List.of(ACCEPTED, ACCEPTED, URGED, ANSWERED, URGED, ANSWERED);

        assertThat(violations(ticket(events, ANNOUNCED, 3, "MET"), FIGURES)).isEmpty();
    }

    @Test
    void findsALostTicket() {
        assertThat(Verification.violations(journal(true), new Observed(Map.of(), new Figures(0, 0, 0, 0, 0))))
                .anyMatch(violation -> violation.contains("acknowledged and not there"))
                .anyMatch(violation -> violation.contains("has no effect"));
    }

    @Test
    void findsALostEvent() {
        assertThat(violations(
                        ticket(List.of(ACCEPTED, URGED), List.of(sla(1, "ClockStarted")), 3, "RUNNING"),
                        new Figures(1, 0, 1, 0, 1)))
                .anyMatch(violation -> violation.contains("ANSWER") && violation.contains("no effect"))
                .anyMatch(violation -> violation.contains("history of 3 entries, 2 events"));
    }

    @Test
    void findsACommandThatTookEffectTwice() {
        List<Event> events =
                List.of(ACCEPTED, URGED, event(3, "TicketUrged", URGE), event(4, "TicketAnswered", ANSWER));

        assertThat(violations(ticket(events, ANNOUNCED, 4, "MET"), new Figures(1, 1, 0, 0, 2)))
                .anyMatch(violation -> violation.contains("URGE") && violation.contains("2 times"));
    }

    @Test
    void findsGapsInversionsAndContradictionsInTheLog() {
        assertThat(violations(ticket(List.of(ACCEPTED, ANSWERED), ANNOUNCED, 2, "MET"), FIGURES))
                .anyMatch(violation -> violation.contains("sequence 3 comes as number 2"));
        assertThat(violations(ticket(List.of(URGED, ACCEPTED, ANSWERED), ANNOUNCED, 3, "MET"), FIGURES))
                .anyMatch(violation -> violation.contains("its first event is no acceptance"));
        assertThat(violations(
                        ticket(List.of(ACCEPTED, URGED, ANSWERED, event(3, "TicketUrged", URGE)), ANNOUNCED, 3, "MET"),
                        FIGURES))
                .anyMatch(violation -> violation.contains("two facts with sequence 3"));
    }

    @Test
    void findsWrongJudgements() {
        assertThat(violations(
                        ticket(List.of(ACCEPTED, URGED, ANSWERED), List.of(sla(1, "ClockStarted")), 3, "RUNNING"),
                        FIGURES))
                .anyMatch(violation -> violation.contains("clock is RUNNING, expected MET"))
                .anyMatch(violation -> violation.contains("announced {ClockStarted=1}"));
        List<Event> twice = new ArrayList<>(ANNOUNCED);
        twice.add(sla(3, "DeadlineMet"));
        assertThat(violations(ticket(List.of(ACCEPTED, URGED, ANSWERED), twice, 3, "MET"), FIGURES))
                .anyMatch(violation -> violation.contains("DeadlineMet=2"));
    }

    @Test
    void findsWrongFigures() {
        assertThat(violations(
                        ticket(List.of(ACCEPTED, URGED, ANSWERED), ANNOUNCED, 3, "MET"), new Figures(2, 1, 1, 0, 1)))
                .singleElement()
                .asString()
                .contains("report");
    }

    @Test
    void findsADocumentWithoutEventsAndEventsNobodyAskedFor() {
        Ticket half = new Ticket(true, Optional.of("N2"), Optional.empty(), 0, List.of(), Optional.empty(), List.of());
        Event foreign = event(1, "TicketAccepted", new Command("x", Kind.ACCEPT, "x", T0.plusSeconds(9)));
        Ticket unasked = new Ticket(
                true,
                Optional.of("N3"),
                Optional.empty(),
                1,
                List.of(foreign),
                Optional.of("RUNNING"),
                List.of(sla(1, "ClockStarted")));

        assertThat(Verification.violations(
                        Map.of(), new Observed(Map.of("t2", half, "t3", unasked), new Figures(2, 0, 2, 0, 0))))
                .anyMatch(violation -> violation.contains("t2: a document without events"))
                .anyMatch(violation -> violation.contains("t3") && violation.contains("never asked for"));
    }

    @Test
    void allowsWhatWasGivenUpToBeThereOrNot() {
        Ticket without = ticket(List.of(ACCEPTED, URGED), List.of(sla(1, "ClockStarted")), 2, "RUNNING");

        assertThat(Verification.violations(
                        journal(false), new Observed(Map.of("t1", without), new Figures(1, 0, 1, 0, 1))))
                .isEmpty();
        assertThat(Verification.violations(
                        journal(false),
                        new Observed(
                                Map.of("t1", ticket(List.of(ACCEPTED, URGED, ANSWERED), ANNOUNCED, 3, "MET")),
                                FIGURES)))
                .isEmpty();
    }

    @Test
    void findsNumbersAndOriginsShared() {
        Ticket other = ticket(List.of(ACCEPTED, URGED, ANSWERED), ANNOUNCED, 3, "MET");

        assertThat(Verification.violations(
                        Map.of(
                                "o1", new TicketEntry(Optional.of("t1"), Map.of(ACCEPT, true)),
                                "o2", new TicketEntry(Optional.of("t1"), Map.of(ACCEPT, true))),
                        new Observed(Map.of("t1", other, "t2", other), FIGURES)))
                .anyMatch(violation -> violation.contains("two origins share it"))
                .anyMatch(violation -> violation.contains("shares its number"))
                .anyMatch(violation -> violation.contains("t1: its origin gives another ticket")
                        || violation.contains("never asked for"));
    }

    private static List<String> violations(Ticket ticket, Figures figures) {
        return Verification.violations(journal(true), new Observed(Map.of("t1", ticket), figures));
    }

    private static Map<String, TicketEntry> journal(boolean answerAcknowledged) {
        return Map.of(
                "o1", new TicketEntry(Optional.of("t1"), Map.of(ACCEPT, true, URGE, true, ANSWER, answerAcknowledged)));
    }

    private static Ticket ticket(List<Event> events, List<Event> announced, int history, String clock) {
        return new Ticket(true, Optional.of("N1"), Optional.of("t1"), history, events, Optional.of(clock), announced);
    }

    private static Event event(long sequence, String type, Command command) {
        return new Event("/services/ticket", sequence, type, Optional.of(command.kind()), command.at());
    }

    private static Event sla(long sequence, String type) {
        return new Event("/services/complaint-sla", sequence, type, Optional.empty(), T0);
    }
}
