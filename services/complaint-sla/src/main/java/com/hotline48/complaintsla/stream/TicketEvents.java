package com.hotline48.complaintsla.stream;

import java.util.Optional;

import com.hotline48.complaintsla.domain.TicketChange;
import com.hotline48.complaintsla.domain.TicketFacts;
import com.hotline48.complaintsla.domain.TicketIdentity;
import com.hotline48.events.EventEnvelope;
import com.hotline48.events.ticket.TicketEvent;
import com.hotline48.events.ticket.TicketEvent.AnswerCorrected;
import com.hotline48.events.ticket.TicketEvent.ClosingOutcome;
import com.hotline48.events.ticket.TicketEvent.TicketAccepted;
import com.hotline48.events.ticket.TicketEvent.TicketAnswered;
import com.hotline48.events.ticket.TicketEvent.TicketClosed;
import com.hotline48.events.ticket.TicketEvent.TicketReclassified;
import com.hotline48.events.ticket.TicketEvent.TicketReopened;
import com.hotline48.events.ticket.TicketEvent.TicketVoided;
import com.hotline48.events.ticket.TicketEvent.VoidWithdrawn;
import com.hotline48.events.ticket.TicketType;

/** The ticket service's events in the words of this service's domain. */
final class TicketEvents {

    private TicketEvents() {}

    /** The ticket that an acceptance begins; empty for any other event. */
    static Optional<TicketFacts> accepted(EventEnvelope<?> event) {
        return event.data() instanceof TicketAccepted accepted
                ? Optional.of(TicketFacts.accepted(
                        new TicketIdentity(
                                event.subject(),
                                accepted.number(),
                                event.province(),
                                accepted.customerRef(),
                                accepted.repeatOf(),
                                accepted.acceptedAt()),
                        accepted.type() == TicketType.COMPLAINT,
                        accepted.subtype(),
                        event.sequence(),
                        event.recordedTime()))
                : Optional.empty();
    }

    /** What an event after the acceptance means. */
    static TicketChange change(TicketEvent event) {
        if (event instanceof TicketAnswered answered) {
            return new TicketChange.Answered(answered.answeredAt());
        }
        if (event instanceof AnswerCorrected corrected) {
            return new TicketChange.AnswerCorrected(corrected.answeredAt(), corrected.correctedAt());
        }
        if (event instanceof TicketReopened reopened) {
            return new TicketChange.Reopened(reopened.reopenedAt());
        }
        if (event instanceof TicketClosed closed) {
            return new TicketChange.Closed(closed.outcome() == ClosingOutcome.SATISFIED, closed.closedAt());
        }
        if (event instanceof TicketVoided voided) {
            return new TicketChange.Voided(voided.voidedAt());
        }
        if (event instanceof VoidWithdrawn withdrawn) {
            return new TicketChange.VoidWithdrawn(withdrawn.withdrawnAt());
        }
        if (event instanceof TicketReclassified reclassified) {
            return new TicketChange.Reclassified(
                    reclassified.to() == TicketType.COMPLAINT,
                    reclassified.toSubtype(),
                    reclassified.misfiled(),
                    reclassified.reclassifiedAt());
        }
        return new TicketChange.Other(event.happenedAt());
    }
}
