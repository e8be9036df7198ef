package com.hotline48.ticket.application;

import java.util.List;
import java.util.Optional;

import com.hotline48.ticket.domain.Decision;
import com.hotline48.ticket.domain.FormRules;
import com.hotline48.ticket.domain.TicketCommand;
import com.hotline48.ticket.domain.Violation;
import reactor.core.publisher.Mono;

/** Files a ticket under another type or subtype (domain.md §2.9). */
public final class ReclassifyTicket {

    private final ChangeTicket change;
    private final FormRules rules;
    private final TicketMetrics metrics;

    public ReclassifyTicket(ChangeTicket change, FormRules rules, TicketMetrics metrics) {
        this.change = change;
        this.rules = rules;
        this.metrics = metrics;
    }

    /** Fails with {@link TicketRejectedException} if the ticket or the catalogue refuses. */
    public Mono<ChangedTicket> handle(ChangeRequest request, TicketCommand.Reclassify command) {
        boolean unknown = command.subtype()
                .filter(code -> rules.catalogue().find(command.type(), code).isEmpty())
                .isPresent();
        return change.handle(
                        request,
                        ticket -> unknown && rules.strict()
                                ? Mono.error(new TicketRejectedException(
                                        Decision.Rejected.invalid(List.of(new Violation(
                                                "#/subtype", "is not in the catalogue of " + command.type()))),
                                        Optional.empty()))
                                : Mono.just(command))
                .doOnNext(done -> {
                    if (unknown) {
                        metrics.unknownSubtype(command.type());
                    }
                });
    }
}
