package com.hotline48.callback.application;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

import com.hotline48.callback.domain.CallbackPolicy;
import com.hotline48.callback.domain.Decision;
import com.hotline48.callback.domain.Fact;
import com.hotline48.callback.domain.TicketCallbacks;
import com.hotline48.callback.domain.TicketId;
import com.hotline48.delivery.listener.PermanentEventException;
import com.hotline48.delivery.outbox.DuplicateAggregateException;
import com.hotline48.delivery.outbox.StaleAggregateException;
import com.hotline48.events.EventEnvelope;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Takes in what happened to a ticket or its forms, in whatever order the two are heard of; each event once. */
public final class FollowTicket {

    /** Reason of the dead letter when a ticket's story does not start with its acceptance. */
    public static final String UNKNOWN_TICKET = "UNKNOWN_TICKET";

    private final CallbackStore store;
    private final CallbackPolicy policy;
    private final CallbackMetrics metrics;
    private final Clock clock;

    public FollowTicket(CallbackStore store, CallbackPolicy policy, CallbackMetrics metrics, Clock clock) {
        this.store = store;
        this.policy = policy;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Fails with {@link PermanentEventException} if it happened to a ticket that was never accepted. */
    public Mono<Void> follow(EventEnvelope<?> event, TicketId id, Fact fact) {
        return Mono.defer(() -> store.find(id))
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(read -> read.map(known -> take(event, known, fact)).orElseGet(() -> open(event, id, fact)))
                // Tickets and forms are heard of on two topics: both may be the first word of a ticket, or the next.
                .retryWhen(Retry.max(RecordAttempt.ATTEMPTS_ON_CONFLICT)
                        .filter(fault -> fault instanceof StaleAggregateException
                                || fault instanceof DuplicateAggregateException)
                        .onRetryExhaustedThrow((retries, last) -> last.failure()))
                .then();
    }

    private Mono<StoredCallbacks> open(EventEnvelope<?> event, TicketId id, Fact fact) {
        if (!(fact instanceof Fact.Accepted) && !(fact instanceof Fact.FedBack)) {
            return Mono.error(new PermanentEventException(UNKNOWN_TICKET));
        }
        Decision.Accepted accepted = TicketCallbacks.of(id, event.province()).follow(fact, policy);
        return store.create(write(event, accepted)).doOnNext(done -> metrics.stored(accepted.events()));
    }

    private Mono<StoredCallbacks> take(EventEnvelope<?> event, StoredCallbacks read, Fact fact) {
        if (read.aggregate().hasHandled(event)) {
            return Mono.just(read);
        }
        if (!read.callbacks().isAccepted() && !(fact instanceof Fact.Accepted) && !(fact instanceof Fact.FedBack)) {
            return Mono.error(new PermanentEventException(UNKNOWN_TICKET));
        }
        Decision.Accepted accepted = read.callbacks().follow(fact, policy);
        if (accepted.events().isEmpty() && accepted.callbacks().equals(read.callbacks())) {
            // Nothing to remember: taken in again it changes nothing again, and later events stand for it.
            return Mono.just(read);
        }
        return store.update(read, write(event, accepted)).doOnNext(done -> metrics.stored(accepted.events()));
    }

    private CallbackWrite write(EventEnvelope<?> event, Decision.Accepted accepted) {
        return new CallbackWrite(
                accepted.callbacks(),
                accepted.events(),
                event.causes(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                Optional.empty(),
                Optional.of(event));
    }
}
