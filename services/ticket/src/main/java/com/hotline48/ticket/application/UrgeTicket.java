package com.hotline48.ticket.application;

import com.hotline48.ticket.domain.TicketCommand;
import reactor.core.publisher.Mono;

/** Notes that a customer asked for his open ticket again (domain.md §2.7 a). */
public final class UrgeTicket {

    private final ChangeTicket change;

    public UrgeTicket(ChangeTicket change) {
        this.change = change;
    }

    /** Fails with {@link TicketRejectedException} if the ticket refuses. */
    public Mono<ChangedTicket> handle(ChangeRequest request, TicketCommand.Urge command) {
        return change.handle(request, command);
    }
}
