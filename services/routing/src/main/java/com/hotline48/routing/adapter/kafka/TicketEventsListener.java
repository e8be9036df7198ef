package com.hotline48.routing.adapter.kafka;

import java.time.Duration;
import java.util.Optional;

import com.hotline48.delivery.listener.EventHandler;
import com.hotline48.delivery.listener.PermanentEventException;
import com.hotline48.events.Code;
import com.hotline48.events.EventEnvelope;
import com.hotline48.events.routing.RoutingEvent.FormCancelled;
import com.hotline48.events.ticket.TicketEvent;
import com.hotline48.routing.application.FollowTicket;
import com.hotline48.routing.domain.Matter;
import com.hotline48.routing.domain.TicketFact;
import com.hotline48.routing.domain.TicketId;
import com.hotline48.routing.domain.TicketRouting;
import reactor.core.publisher.Mono;

/** Translates the ticket service's events into routing's own facts. */
public final class TicketEventsListener implements EventHandler {

    /** A write takes milliseconds; longer means that the document server is away. */
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final FollowTicket followTicket;

    public TicketEventsListener(FollowTicket followTicket) {
        this.followTicket = followTicket;
    }

    @Override
    public void handle(EventEnvelope<?> event) {
        effect(event).block(TIMEOUT);
    }

    private Mono<Void> effect(EventEnvelope<?> event) {
        if (event.data() instanceof TicketEvent.TicketAccepted accepted) {
            Matter matter = new Matter(accepted.type(), accepted.subtype(), event.province());
            return followTicket.open(event, TicketRouting.of(ticketId(event), matter, accepted.acceptedAt()));
        }
        return fact(event)
                .map(fact -> followTicket.follow(event, ticketId(event), fact))
                .orElseGet(Mono::empty);
    }

    private static Optional<TicketFact> fact(EventEnvelope<?> event) {
        if (event.data() instanceof TicketEvent.TicketReclassified reclassified) {
            return Optional.of(new TicketFact.Reclassified(reclassified.to(), reclassified.toSubtype()));
        }
        if (event.data() instanceof TicketEvent.DispositionChosen chosen) {
            return chosen.disposition() == TicketEvent.Disposition.DISPATCHED
                    ? Optional.of(new TicketFact.Dispatched(
                            chosen.department().map(TicketEventsListener::department), chosen.chosenAt()))
                    : Optional.empty();
        }
        if (event.data() instanceof TicketEvent.TicketAnswered answered) {
            return settled(FormCancelled.Cause.TICKET_ANSWERED, answered);
        }
        if (event.data() instanceof TicketEvent.TicketClosed closed) {
            return settled(FormCancelled.Cause.TICKET_CLOSED, closed);
        }
        if (event.data() instanceof TicketEvent.TicketVoided voided) {
            return settled(FormCancelled.Cause.TICKET_VOIDED, voided);
        }
        if (event.data() instanceof TicketEvent.VoidWithdrawn withdrawn) {
            return Optional.of(new TicketFact.VoidWithdrawn(withdrawn.withdrawnAt()));
        }
        return Optional.empty();
    }

    private static Optional<TicketFact> settled(FormCancelled.Cause cause, TicketEvent event) {
        return Optional.of(new TicketFact.Settled(cause, event.happenedAt()));
    }

    private static TicketId ticketId(EventEnvelope<?> event) {
        return TicketId.parse(event.subject()).orElseThrow(() -> new PermanentEventException("BAD_TICKET_ID"));
    }

    private static Code department(String code) {
        if (Code.problemOf(code).isPresent()) {
            throw new PermanentEventException("BAD_DEPARTMENT");
        }
        return new Code(code);
    }
}
