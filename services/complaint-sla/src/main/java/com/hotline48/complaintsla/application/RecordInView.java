package com.hotline48.complaintsla.application;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.hotline48.complaintsla.application.ViewChange.Part;
import com.hotline48.complaintsla.domain.ClockState;
import com.hotline48.events.EventEnvelope;
import com.hotline48.events.HotlineEvent;
import com.hotline48.events.sla.SlaEvent.ClockCancelled;
import com.hotline48.events.sla.SlaEvent.ClockStarted;
import com.hotline48.events.sla.SlaEvent.ComplaintRelationSet;
import com.hotline48.events.sla.SlaEvent.DeadlineBreached;
import com.hotline48.events.sla.SlaEvent.DeadlineMet;
import com.hotline48.events.sla.SlaEvent.JudgementWithdrawn;
import com.hotline48.events.ticket.TicketEvent.AnswerCorrected;
import com.hotline48.events.ticket.TicketEvent.TicketAccepted;
import com.hotline48.events.ticket.TicketEvent.TicketAnswered;
import com.hotline48.events.ticket.TicketEvent.TicketReclassified;
import com.hotline48.events.ticket.TicketEvent.TicketReopened;
import reactor.core.publisher.Mono;

/** Takes ticket events and announcements into the view that is asked for clocks. */
public final class RecordInView {

    private final ClockRegister register;

    public RecordInView(ClockRegister register) {
        this.register = register;
    }

    /** Takes one event in, once; completes without effect if it says nothing about the view. */
    public Mono<Void> handle(EventEnvelope<?> event) {
        return change(event).map(register::apply).orElseGet(Mono::empty);
    }

    static Optional<ViewChange> change(EventEnvelope<?> event) {
        Map<ViewField, Object> set = new HashMap<>();
        Set<ViewField> unset = new HashSet<>();
        Optional<Part> part = ticket(event.data(), set, unset)
                .or(() -> clock(event.data(), set, unset))
                .or(() -> relation(event.data(), set, unset));
        set.put(ViewField.PROVINCE, event.province());
        return part.map(of -> new ViewChange(event.subject(), of, event.sequence(), set, unset));
    }

    private static Optional<Part> ticket(HotlineEvent fact, Map<ViewField, Object> set, Set<ViewField> unset) {
        if (fact instanceof TicketAccepted accepted) {
            set.put(ViewField.TYPE, accepted.type().name());
        } else if (fact instanceof TicketReclassified reclassified) {
            set.put(ViewField.TYPE, reclassified.to().name());
        } else if (fact instanceof TicketAnswered answered) {
            set.put(ViewField.ANSWERED_AT, answered.answeredAt());
        } else if (fact instanceof AnswerCorrected corrected) {
            set.put(ViewField.ANSWERED_AT, corrected.answeredAt());
        } else if (fact instanceof TicketReopened) {
            unset.add(ViewField.ANSWERED_AT);
        } else {
            return Optional.empty();
        }
        return Optional.of(Part.TICKET);
    }

    private static Optional<Part> clock(HotlineEvent fact, Map<ViewField, Object> set, Set<ViewField> unset) {
        if (fact instanceof ClockStarted started) {
            set.put(ViewField.CLOCK_ID, started.clockId());
            set.put(ViewField.KIND, started.kind().name());
            set.put(ViewField.ACCEPTED_AT, started.startedAt());
            set.put(ViewField.DUE_AT, started.dueAt());
            set.put(ViewField.STATE, ClockState.RUNNING.name());
            unset.addAll(Set.of(ViewField.STOPPED_AT, ViewField.BREACHED_AT, ViewField.CANCELLED_AT));
        } else if (fact instanceof DeadlineMet met) {
            set.put(ViewField.STATE, ClockState.MET.name());
            set.put(ViewField.STOPPED_AT, met.stoppedAt());
        } else if (fact instanceof DeadlineBreached breached) {
            set.put(ViewField.STATE, ClockState.BREACHED.name());
            set.put(ViewField.BREACHED_AT, breached.dueAt());
        } else if (fact instanceof JudgementWithdrawn) {
            set.put(ViewField.STATE, ClockState.RUNNING.name());
            unset.addAll(Set.of(ViewField.STOPPED_AT, ViewField.BREACHED_AT));
        } else if (fact instanceof ClockCancelled cancelled) {
            set.put(ViewField.STATE, ClockState.CANCELLED.name());
            set.put(ViewField.CANCELLED_AT, cancelled.cancelledAt());
        } else {
            return Optional.empty();
        }
        return Optional.of(Part.CLOCK);
    }

    private static Optional<Part> relation(HotlineEvent fact, Map<ViewField, Object> set, Set<ViewField> unset) {
        if (!(fact instanceof ComplaintRelationSet relation)) {
            return Optional.empty();
        }
        set.put(ViewField.RELATION, relation.relation().name());
        relation.earlier()
                .ifPresentOrElse(earlier -> set.put(ViewField.EARLIER, earlier), () -> unset.add(ViewField.EARLIER));
        relation.cause()
                .ifPresentOrElse(cause -> set.put(ViewField.CAUSE, cause.name()), () -> unset.add(ViewField.CAUSE));
        return Optional.of(Part.RELATION);
    }
}
