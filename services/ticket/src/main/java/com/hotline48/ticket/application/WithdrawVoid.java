package com.hotline48.ticket.application;

import com.hotline48.ticket.domain.TicketCommand;
import reactor.core.publisher.Mono;

/** Takes a void back that was a mistake (domain.md §2.8). */
public final class WithdrawVoid {

    private final ChangeTicket change;

    public WithdrawVoid(ChangeTicket change) {
        this.change = change;
    }

    /** Fails with {@link TicketRejectedException} if the ticket refuses. */
    public Mono<ChangedTicket> handle(ChangeRequest request, TicketCommand.WithdrawVoid command) {
        return change.handle(request, command);
    }
}
