package com.hotline48.ticket.application;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

import com.hotline48.delivery.outbox.HandledCommand;
import com.hotline48.delivery.outbox.StaleAggregateException;
import com.hotline48.ticket.domain.Decision;
import com.hotline48.ticket.domain.Ticket;
import com.hotline48.ticket.domain.TicketCommand;
import com.hotline48.ticket.domain.TicketRejection;
import reactor.core.publisher.Mono;

/** What all commands on a ticket have in common: read, answered before?, expected version?, decide, write, answer. */
public final class ChangeTicket {

    private final TicketStore store;
    private final TicketMetrics metrics;
    private final Clock clock;

    public ChangeTicket(TicketStore store, TicketMetrics metrics, Clock clock) {
        this.store = store;
        this.metrics = metrics;
        this.clock = clock;
    }

    Mono<ChangedTicket> handle(ChangeRequest request, TicketCommand command) {
        return handle(request, ticket -> Mono.just(command));
    }

    /** @param command may need other tickets or rules to be made */
    Mono<ChangedTicket> handle(ChangeRequest request, Function<Ticket, Mono<? extends TicketCommand>> command) {
        return store.find(request.id())
                .switchIfEmpty(Mono.error(TicketRejectedException::unknownTicket))
                .flatMap(stored -> answeredBefore(stored, request).orElseGet(() -> change(stored, request, command)
                        .onErrorResume(StaleAggregateException.class, stale -> afterAnother(request))))
                .doOnError(TicketRejectedException.class, metrics::rejected);
    }

    private static Optional<Mono<ChangedTicket>> answeredBefore(StoredTicket stored, ChangeRequest request) {
        return stored.aggregate()
                .command(request.key())
                .map(before -> before.fingerprint().equals(request.fingerprint())
                        ? Mono.just(ChangedTicket.of(stored, before))
                        : Mono.error(TicketRejectedException.of(
                                TicketRejection.IDEMPOTENCY_KEY_REUSED,
                                "This Idempotency-Key was used for another request.")));
    }

    private Mono<ChangedTicket> change(
            StoredTicket stored, ChangeRequest request, Function<Ticket, Mono<? extends TicketCommand>> command) {
        if (request.expected()
                .filter(versions -> !versions.contains(stored.version()))
                .isPresent()) {
            return Mono.error(TicketRejectedException.of(
                    TicketRejection.VERSION_MISMATCH, "The ticket has another version by now.", stored));
        }
        Instant now = clock.instant();
        return command.apply(stored.ticket()).flatMap(made -> stored.ticket()
                .decide(made, now)
                .fold(
                        accepted -> save(stored, request, accepted, now),
                        rejected -> Mono.error(new TicketRejectedException(rejected, Optional.of(stored)))));
    }

    private Mono<ChangedTicket> save(
            StoredTicket stored, ChangeRequest request, Decision.Accepted accepted, Instant now) {
        ChangedTicket answer = new ChangedTicket(
                stored.ticket().id(),
                stored.ticket().number(),
                accepted.ticket().state().status(),
                stored.version() + 1);
        return store.update(
                        stored,
                        new TicketChange(
                                accepted.ticket(),
                                accepted.events(),
                                request.causality(),
                                now,
                                Optional.of(new HandledCommand(request.key(), request.fingerprint(), answer.encode())),
                                Optional.empty()))
                .thenReturn(answer);
    }

    /** Somebody else was faster: perhaps the same request, otherwise the caller has to look again. */
    private Mono<ChangedTicket> afterAnother(ChangeRequest request) {
        return store.find(request.id()).flatMap(stored -> answeredBefore(stored, request)
                .orElseGet(() -> Mono.error(TicketRejectedException.of(
                        TicketRejection.CONCURRENT_CHANGE,
                        "Somebody else changed the ticket at the same time; read it again.",
                        stored))));
    }
}
