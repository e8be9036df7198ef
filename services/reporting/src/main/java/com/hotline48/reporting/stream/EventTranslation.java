package com.hotline48.reporting.stream;

import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;

import com.hotline48.events.EventEnvelope;
import com.hotline48.events.HotlineEvent;
import com.hotline48.events.Sources;
import com.hotline48.events.centre.Centre;
import com.hotline48.events.centre.Centres;
import com.hotline48.events.sla.SlaEvent;
import com.hotline48.events.ticket.TicketEvent;
import com.hotline48.events.ticket.TicketType;
import com.hotline48.reporting.domain.Cell;
import com.hotline48.reporting.domain.Change;
import com.hotline48.reporting.domain.ClockState;
import com.hotline48.reporting.domain.Relation;

/** What the events of other services mean for the facts of this one. */
final class EventTranslation {

    private static final String NATIONAL_CENTRE = "CN";

    private final Centres centres;

    EventTranslation(Centres centres) {
        this.centres = Objects.requireNonNull(centres, "centres");
    }

    /** The change that an event brings; empty if its source has no say in complaint figures. */
    Optional<Change> change(EventEnvelope<?> event) {
        HotlineEvent fact = event.data();
        return switch (event.source()) {
            case Sources.TICKET -> Optional.of(ofTicket(event, fact));
            case Sources.COMPLAINT_SLA -> Optional.of(ofClock(fact));
            case Sources.COMPLAINT_SLA_REPEATS ->
                fact instanceof SlaEvent.ComplaintRelationSet set
                        ? Optional.of(new Change.RelationChange(relation(set)))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private Change.TicketChange ofTicket(EventEnvelope<?> event, HotlineEvent fact) {
        if (fact instanceof TicketEvent.TicketAccepted accepted) {
            YearMonth month = YearMonth.from(accepted.acceptedAt().atZone(zone(event.province())));
            return new Change.Accepted(new Cell(month, event.province()), accepted.type() == TicketType.COMPLAINT);
        }
        if (fact instanceof TicketEvent.TicketReclassified reclassified) {
            return new Change.Reclassified(reclassified.to() == TicketType.COMPLAINT);
        }
        if (fact instanceof TicketEvent.TicketVoided) {
            return new Change.Voided(true);
        }
        if (fact instanceof TicketEvent.VoidWithdrawn) {
            return new Change.Voided(false);
        }
        if (fact instanceof TicketEvent.TicketUrged urged) {
            return new Change.Urged(urged.count());
        }
        return new Change.Unrelated();
    }

    private static Change.ClockChange ofClock(HotlineEvent fact) {
        if (fact instanceof SlaEvent.ClockStarted started) {
            return clock(started.kind(), ClockState.RUNNING);
        }
        if (fact instanceof SlaEvent.DeadlineMet met) {
            return clock(met.kind(), ClockState.MET);
        }
        if (fact instanceof SlaEvent.DeadlineBreached breached) {
            return clock(breached.kind(), ClockState.BREACHED);
        }
        if (fact instanceof SlaEvent.JudgementWithdrawn withdrawn) {
            return clock(withdrawn.kind(), ClockState.RUNNING);
        }
        if (fact instanceof SlaEvent.ClockCancelled cancelled) {
            return clock(cancelled.kind(), ClockState.CANCELLED);
        }
        return new Change.ClockUntouched();
    }

    private static Change.ClockChange clock(SlaEvent.ClockKind kind, ClockState state) {
        return switch (kind) {
            case COMPLAINT_ANSWER -> new Change.ClockSet(state);
        };
    }

    private static Relation relation(SlaEvent.ComplaintRelationSet set) {
        return switch (set.relation()) {
            case NONE -> Relation.NONE;
            case URGING -> Relation.URGING;
            case REPEAT -> repeat(set.cause().orElseThrow());
        };
    }

    private static Relation repeat(SlaEvent.RepeatCause cause) {
        return switch (cause) {
            case UNSATISFIED -> Relation.REPEAT_UNSATISFIED;
            case OVERDUE -> Relation.REPEAT_OVERDUE;
            case DECLARED -> Relation.REPEAT_DECLARED;
        };
    }

    private ZoneId zone(String province) {
        // A centre that was taken off the list still has its months; the national centre's zone is the best guess.
        return centres.find(province)
                .or(() -> centres.find(NATIONAL_CENTRE))
                .map(Centre::zone)
                .orElse(ZoneOffset.UTC);
    }
}
