package com.hotline48.ticket.application;

import com.hotline48.ticket.domain.TicketCommand;
import reactor.core.publisher.Mono;

/** Sends a ticket's matter to a department (domain.md §2.3, §2.4). */
public final class DispatchTicket {

    private final ChangeTicket change;

    public DispatchTicket(ChangeTicket change) {
        this.change = change;
    }

    /** Fails with {@link TicketRejectedException} if the ticket refuses. */
    public Mono<ChangedTicket> handle(ChangeRequest request, TicketCommand.Dispatch command) {
        return change.handle(request, command);
    }
}
