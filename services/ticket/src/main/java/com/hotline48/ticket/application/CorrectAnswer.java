package com.hotline48.ticket.application;

import com.hotline48.ticket.domain.TicketCommand;
import reactor.core.publisher.Mono;

/** Puts the instant of a ticket's last answer right (domain.md §4, Reopened complaint). */
public final class CorrectAnswer {

    private final ChangeTicket change;

    public CorrectAnswer(ChangeTicket change) {
        this.change = change;
    }

    /** Fails with {@link TicketRejectedException} if the ticket refuses. */
    public Mono<ChangedTicket> handle(ChangeRequest request, TicketCommand.CorrectAnswer command) {
        return change.handle(request, command);
    }
}
