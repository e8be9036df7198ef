package com.hotline48.ticket.application;

import java.util.List;
import java.util.Optional;

import com.hotline48.ticket.domain.Decision;
import com.hotline48.ticket.domain.TicketCommand;
import com.hotline48.ticket.domain.TicketRejection;
import com.hotline48.ticket.domain.Violation;
import reactor.core.publisher.Mono;

/** Takes a ticket out of every figure (domain.md §2.8). */
public final class VoidTicket {

    private final ChangeTicket change;
    private final TicketLookup lookup;

    public VoidTicket(ChangeTicket change, TicketStore store) {
        this.change = change;
        this.lookup = new TicketLookup(store);
    }

    /**
     * Fails with {@link TicketRejectedException} if the ticket refuses.
     *
     * @param command without the ticket that stays
     * @param duplicateOf number or id of the ticket that stays
     */
    public Mono<ChangedTicket> handle(
            ChangeRequest request, TicketCommand.MakeVoid command, Optional<String> duplicateOf) {
        return duplicateOf
                .map(name -> change.handle(request, ticket -> lookup.find(name)
                        .switchIfEmpty(Mono.error(() -> new TicketRejectedException(
                                new Decision.Rejected(
                                        TicketRejection.WRONG_DUPLICATE,
                                        "The request is not valid.",
                                        List.of(new Violation("#/duplicateOf", "names no ticket"))),
                                Optional.empty())))
                        .map(other -> new TicketCommand.MakeVoid(
                                command.occasion(), command.reason(), command.note(), Optional.of(other.ticket())))))
                .orElseGet(() -> change.handle(request, command));
    }
}
