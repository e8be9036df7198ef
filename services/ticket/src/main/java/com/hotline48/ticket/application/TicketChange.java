package com.hotline48.ticket.application;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import com.hotline48.delivery.outbox.HandledCommand;
import com.hotline48.events.Causality;
import com.hotline48.events.EventEnvelope;
import com.hotline48.events.ticket.TicketEvent;
import com.hotline48.ticket.domain.Ticket;

/**
 * What is written in one atomic write.
 *
 * @param ticket as it stands afterwards
 * @param events to be published
 * @param command the request behind it, if there is one
 * @param handled the foreign event behind it, if there is one
 */
public record TicketChange(
        Ticket ticket,
        List<TicketEvent> events,
        Causality causality,
        Instant recordedAt,
        Optional<HandledCommand> command,
        Optional<EventEnvelope<?>> handled) {
    public TicketChange {
        Objects.requireNonNull(ticket, "ticket");
        events = List.copyOf(events);
        Objects.requireNonNull(causality, "causality");
        Objects.requireNonNull(recordedAt, "recordedAt");
        Objects.requireNonNull(command, "command");
        Objects.requireNonNull(handled, "handled");
    }
}
