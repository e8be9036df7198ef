package com.hotline48.ticket.application;

import com.hotline48.ticket.domain.TicketCommand;
import reactor.core.publisher.Mono;

/** Ends a ticket's matter (domain.md §2.6). */
public final class CloseTicket {

    private final ChangeTicket change;

    public CloseTicket(ChangeTicket change) {
        this.change = change;
    }

    /** Fails with {@link TicketRejectedException} if the ticket refuses. */
    public Mono<ChangedTicket> handle(ChangeRequest request, TicketCommand.Close command) {
        return change.handle(request, command);
    }
}
