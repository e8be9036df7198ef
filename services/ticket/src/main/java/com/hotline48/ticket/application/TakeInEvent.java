package com.hotline48.ticket.application;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import com.hotline48.delivery.outbox.StaleAggregateException;
import com.hotline48.events.EventEnvelope;
import com.hotline48.ticket.domain.TicketCommand;
import com.hotline48.ticket.domain.TicketId;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Lets a foreign event change its ticket, once however often it comes. One that no longer fits the ticket's state is
 * noted as taken in and changes nothing.
 */
public final class TakeInEvent {

    /** Agents work on the same ticket, but not ten of them in the same millisecond. */
    private static final int STALE_RETRIES = 10;

    /** What became of an event. */
    public enum Result {
        DONE,
        WITHOUT_EFFECT,
        DONE_BEFORE,
        UNKNOWN_TICKET
    }

    private final TicketStore store;
    private final TicketMetrics metrics;
    private final Clock clock;

    public TakeInEvent(TicketStore store, TicketMetrics metrics, Clock clock) {
        this.store = store;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** @param command what the event means to the ticket */
    public Mono<Result> handle(EventEnvelope<?> event, TicketCommand command) {
        return Mono.justOrEmpty(TicketId.parse(event.subject()))
                .flatMap(store::find)
                .flatMap(stored -> takeIn(stored, event, command))
                .retryWhen(Retry.max(STALE_RETRIES).filter(StaleAggregateException.class::isInstance))
                .defaultIfEmpty(Result.UNKNOWN_TICKET);
    }

    private Mono<Result> takeIn(StoredTicket stored, EventEnvelope<?> event, TicketCommand command) {
        if (stored.aggregate().hasHandled(event)) {
            return Mono.just(Result.DONE_BEFORE);
        }
        Instant here = clock.instant();
        // Its writer's clock may be ahead of ours; the writer has already refused what lay in the future.
        Instant now = event.recordedTime().isAfter(here) ? event.recordedTime() : here;
        return stored.ticket()
                .decide(command, now)
                .fold(
                        accepted -> store.update(
                                        stored,
                                        new TicketChange(
                                                accepted.ticket(),
                                                accepted.events(),
                                                event.causes(),
                                                here,
                                                Optional.empty(),
                                                Optional.of(event)))
                                .thenReturn(Result.DONE),
                        rejected -> store.update(
                                        stored,
                                        new TicketChange(
                                                stored.ticket(),
                                                List.of(),
                                                event.causes(),
                                                here,
                                                Optional.empty(),
                                                Optional.of(event)))
                                .doOnNext(done -> metrics.withoutEffect())
                                .thenReturn(Result.WITHOUT_EFFECT));
    }
}
