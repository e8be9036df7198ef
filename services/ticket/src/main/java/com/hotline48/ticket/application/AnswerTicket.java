package com.hotline48.ticket.application;

import com.hotline48.ticket.domain.TicketCommand;
import reactor.core.publisher.Mono;

/** Notes that the customer has his answer (domain.md §2.5). */
public final class AnswerTicket {

    private final ChangeTicket change;

    public AnswerTicket(ChangeTicket change) {
        this.change = change;
    }

    /** Fails with {@link TicketRejectedException} if the ticket refuses. */
    public Mono<ChangedTicket> handle(ChangeRequest request, TicketCommand.GiveAnswer command) {
        return change.handle(request, command);
    }
}
