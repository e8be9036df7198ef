package com.hotline48.ticket.application;

import com.hotline48.ticket.domain.TicketCommand;
import reactor.core.publisher.Mono;

/** Takes an answer back that did not settle the matter (domain.md §2.6). */
public final class ReopenTicket {

    private final ChangeTicket change;

    public ReopenTicket(ChangeTicket change) {
        this.change = change;
    }

    /** Fails with {@link TicketRejectedException} if the ticket refuses. */
    public Mono<ChangedTicket> handle(ChangeRequest request, TicketCommand.Reopen command) {
        return change.handle(request, command);
    }
}
