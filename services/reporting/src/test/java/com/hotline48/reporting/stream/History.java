package com.hotline48.reporting.stream;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import com.hotline48.events.Causality;
import com.hotline48.events.EventEnvelope;
import com.hotline48.events.HotlineEvent;
import com.hotline48.events.Sources;
import com.hotline48.events.sla.SlaEvent;
import com.hotline48.events.ticket.Channel;
import com.hotline48.events.ticket.Segment;
import com.hotline48.events.ticket.TicketEvent;
import com.hotline48.events.ticket.TicketType;

/** Makes events with the right sequences, as the services would publish them. */
public final class History {

    public static final Instant ACCEPTED = Instant.parse("2016-03-10T02:00:00Z");
    private static final Instant DUE = ACCEPTED.plus(48, ChronoUnit.HOURS);

    private final Map<String, Long> sequences = new HashMap<>();

    public EventEnvelope<?> accepted(String ticket, String province, TicketType type, Instant at) {
        return envelope(
                Sources.TICKET,
                ticket,
                province,
                new TicketEvent.TicketAccepted(
                        "BJ-160310-0001-1",
                        type,
                        Optional.of("billing"),
                        1,
                        Segment.STANDARD,
                        Channel.CALL,
                        at,
                        Optional.of("c0ffee"),
                        "7001",
                        Optional.empty()));
    }

    public EventEnvelope<?> complaint(String ticket, String province) {
        return accepted(ticket, province, TicketType.COMPLAINT, ACCEPTED);
    }

    public EventEnvelope<?> reclassified(String ticket, TicketType from, TicketType to) {
        return ofTicket(
                ticket,
                new TicketEvent.TicketReclassified(
                        from, Optional.empty(), to, Optional.empty(), true, ACCEPTED.plusSeconds(60)));
    }

    public EventEnvelope<?> voided(String ticket) {
        return ofTicket(ticket, new TicketEvent.TicketVoided("TEST", Optional.empty(), ACCEPTED.plusSeconds(60)));
    }

    public EventEnvelope<?> voidWithdrawn(String ticket) {
        return ofTicket(ticket, new TicketEvent.VoidWithdrawn("TEST", ACCEPTED.plusSeconds(90)));
    }

    public EventEnvelope<?> urged(String ticket, int count) {
        return ofTicket(ticket, new TicketEvent.TicketUrged(count, ACCEPTED.plusSeconds(60)));
    }

    public EventEnvelope<?> answered(String ticket) {
        return ofTicket(
                ticket,
                new TicketEvent.TicketAnswered(
                        ACCEPTED.plusSeconds(60), TicketEvent.AnsweredBy.AGENT, Optional.empty()));
    }

    public EventEnvelope<?> clockStarted(String ticket) {
        return ofClock(
                ticket,
                new SlaEvent.ClockStarted("answer", SlaEvent.ClockKind.COMPLAINT_ANSWER, ACCEPTED, DUE, "1", false));
    }

    public EventEnvelope<?> warned(String ticket) {
        return ofClock(
                ticket, new SlaEvent.DeadlineWarned("answer", SlaEvent.ClockKind.COMPLAINT_ANSWER, 50, ACCEPTED));
    }

    public EventEnvelope<?> met(String ticket) {
        return ofClock(
                ticket,
                new SlaEvent.DeadlineMet("answer", SlaEvent.ClockKind.COMPLAINT_ANSWER, ACCEPTED.plusSeconds(60), DUE));
    }

    public EventEnvelope<?> breached(String ticket) {
        return ofClock(ticket, new SlaEvent.DeadlineBreached("answer", SlaEvent.ClockKind.COMPLAINT_ANSWER, DUE, DUE));
    }

    public EventEnvelope<?> judgementWithdrawn(String ticket, SlaEvent.Judgement judgement) {
        return ofClock(
                ticket,
                new SlaEvent.JudgementWithdrawn(
                        "answer",
                        SlaEvent.ClockKind.COMPLAINT_ANSWER,
                        judgement,
                        SlaEvent.JudgementWithdrawn.WithdrawalCause.REOPENED,
                        DUE));
    }

    public EventEnvelope<?> clockCancelled(String ticket) {
        return ofClock(
                ticket,
                new SlaEvent.ClockCancelled(
                        "answer",
                        SlaEvent.ClockKind.COMPLAINT_ANSWER,
                        SlaEvent.ClockCancelled.CancelCause.VOIDED,
                        DUE));
    }

    public EventEnvelope<?> relation(String ticket, SlaEvent.Relation relation, Optional<SlaEvent.RepeatCause> cause) {
        return envelope(
                Sources.COMPLAINT_SLA_REPEATS,
                ticket,
                "CN-BJ",
                new SlaEvent.ComplaintRelationSet(
                        relation,
                        relation == SlaEvent.Relation.NONE ? Optional.empty() : Optional.of("earlier"),
                        cause,
                        ACCEPTED));
    }

    private EventEnvelope<?> ofTicket(String ticket, TicketEvent event) {
        return envelope(Sources.TICKET, ticket, "CN-BJ", event);
    }

    private EventEnvelope<?> ofClock(String ticket, SlaEvent event) {
        return envelope(Sources.COMPLAINT_SLA, ticket, "CN-BJ", event);
    }

    private <T extends HotlineEvent> EventEnvelope<T> envelope(String source, String ticket, String province, T data) {
        return EventEnvelope.of(
                source,
                ticket,
                sequences.merge(source + "|" + ticket, 1L, Long::sum),
                province,
                ACCEPTED,
                Causality.ofRequest("correlation"),
                data);
    }
}
