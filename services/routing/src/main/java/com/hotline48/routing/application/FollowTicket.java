package com.hotline48.routing.application;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

import com.hotline48.delivery.listener.PermanentEventException;
import com.hotline48.delivery.outbox.DuplicateAggregateException;
import com.hotline48.delivery.outbox.StaleAggregateException;
import com.hotline48.events.EventEnvelope;
import com.hotline48.routing.domain.Decision;
import com.hotline48.routing.domain.RoutingPolicy;
import com.hotline48.routing.domain.TicketFact;
import com.hotline48.routing.domain.TicketId;
import com.hotline48.routing.domain.TicketRouting;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Takes in what happened to a ticket; each event takes effect once. */
public final class FollowTicket {

    /** Reason of the dead letter when a ticket's story does not start with its acceptance. */
    public static final String UNKNOWN_TICKET = "UNKNOWN_TICKET";

    private final RoutingStore store;
    private final RoutingPolicy policy;
    private final RoutingMetrics metrics;
    private final Clock clock;

    public FollowTicket(RoutingStore store, RoutingPolicy policy, RoutingMetrics metrics, Clock clock) {
        this.store = store;
        this.policy = policy;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** The ticket exists. */
    public Mono<Void> open(EventEnvelope<?> event, TicketRouting opened) {
        return store.create(write(event, new Decision.Accepted(opened, List.of())))
                .onErrorResume(DuplicateAggregateException.class, again -> Mono.empty())
                .then();
    }

    /** Something happened to the ticket; fails with {@link PermanentEventException} if there is no such ticket. */
    public Mono<Void> follow(EventEnvelope<?> event, TicketId id, TicketFact fact) {
        return Mono.defer(() -> store.find(id))
                .switchIfEmpty(Mono.error(() -> new PermanentEventException(UNKNOWN_TICKET)))
                .filter(read -> !read.aggregate().hasHandled(event))
                .flatMap(read -> take(event, read, fact))
                .retryWhen(Retry.max(ChangeForm.ATTEMPTS_ON_CONFLICT)
                        .filter(StaleAggregateException.class::isInstance)
                        .onRetryExhaustedThrow((retries, last) -> last.failure()))
                .then();
    }

    private Mono<StoredRouting> take(EventEnvelope<?> event, StoredRouting read, TicketFact fact) {
        Decision.Accepted accepted = read.routing().follow(fact, policy);
        if (accepted.events().isEmpty() && accepted.routing().equals(read.routing())) {
            // Nothing to remember: taken in again it changes nothing again, and later events stand for it.
            return Mono.just(read);
        }
        return store.update(read, write(event, accepted)).doOnNext(done -> metrics.stored(accepted.events()));
    }

    private RoutingWrite write(EventEnvelope<?> event, Decision.Accepted accepted) {
        return new RoutingWrite(
                accepted.routing(),
                accepted.events(),
                event.causes(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                Optional.empty(),
                Optional.of(event));
    }
}
