package com.hotline48.callback.adapter.kafka;

import java.time.Duration;
import java.util.Optional;

import com.hotline48.callback.application.FollowTicket;
import com.hotline48.callback.domain.Fact;
import com.hotline48.callback.domain.TicketId;
import com.hotline48.delivery.listener.EventHandler;
import com.hotline48.delivery.listener.PermanentEventException;
import com.hotline48.events.EventEnvelope;
import com.hotline48.events.routing.RoutingEvent;
import com.hotline48.events.ticket.TicketEvent;

/** Translates the ticket and routing services' events into callback's own facts. */
public final class TicketAndRoutingEventsListener implements EventHandler {

    /** A write takes milliseconds; longer means that the document server is away. */
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final FollowTicket followTicket;

    public TicketAndRoutingEventsListener(FollowTicket followTicket) {
        this.followTicket = followTicket;
    }

    @Override
    public void handle(EventEnvelope<?> event) {
        fact(event)
                .ifPresent(fact ->
                        followTicket.follow(event, ticketId(event), fact).block(TIMEOUT));
    }

    private static Optional<Fact> fact(EventEnvelope<?> event) {
        if (event.data() instanceof TicketEvent.TicketAccepted accepted) {
            return Optional.of(new Fact.Accepted(accepted.type(), accepted.acceptedAt()));
        }
        if (event.data() instanceof TicketEvent.TicketReclassified reclassified) {
            return Optional.of(new Fact.Reclassified(reclassified.to(), reclassified.reclassifiedAt()));
        }
        if (event.data() instanceof TicketEvent.TicketAnswered answered) {
            return Optional.of(new Fact.Answered(answered.answeredAt()));
        }
        if (event.data() instanceof TicketEvent.TicketReopened reopened) {
            return Optional.of(new Fact.Reopened(reopened.reopenedAt()));
        }
        if (event.data() instanceof TicketEvent.TicketClosed closed) {
            return Optional.of(new Fact.Closed(closed.closedAt()));
        }
        if (event.data() instanceof TicketEvent.TicketVoided voided) {
            return Optional.of(new Fact.Voided(voided.voidedAt()));
        }
        if (event.data() instanceof TicketEvent.VoidWithdrawn withdrawn) {
            return Optional.of(new Fact.VoidWithdrawn(withdrawn.withdrawnAt()));
        }
        if (event.data() instanceof RoutingEvent.FormFedBack fedBack && fedBack.last()) {
            return Optional.of(new Fact.FedBack(fedBack.fedBackAt(), fedBack.customerAnsweredAt()));
        }
        return Optional.empty();
    }

    private static TicketId ticketId(EventEnvelope<?> event) {
        return TicketId.parse(event.subject()).orElseThrow(() -> new PermanentEventException("BAD_TICKET_ID"));
    }
}
