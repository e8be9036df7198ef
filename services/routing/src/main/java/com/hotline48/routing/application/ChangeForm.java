package com.hotline48.routing.application;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import com.hotline48.delivery.outbox.HandledCommand;
import com.hotline48.delivery.outbox.StaleAggregateException;
import com.hotline48.routing.domain.Decision;
import com.hotline48.routing.domain.FormCommand;
import com.hotline48.routing.domain.FormStatus;
import com.hotline48.routing.domain.RoutingPolicy;
import com.hotline48.routing.domain.RoutingRejection;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** A department accepts, feeds back or returns a form. */
public final class ChangeForm {

    /** The ticket's events write the same document; the one who decides anew sees what they did. */
    static final int ATTEMPTS_ON_CONFLICT = 5;

    private final RoutingStore store;
    private final RoutingPolicy policy;
    private final FormAnswers answers;
    private final RoutingMetrics metrics;
    private final Clock clock;

    public ChangeForm(
            RoutingStore store, RoutingPolicy policy, FormAnswers answers, RoutingMetrics metrics, Clock clock) {
        this.store = store;
        this.policy = policy;
        this.answers = answers;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** The form afterwards; fails with {@link RoutingRejectedException}. */
    public Mono<FormView> handle(FormCommand command, CommandRequest request) {
        return Mono.defer(() -> store.find(command.form().ticketId()))
                .switchIfEmpty(Mono.error(() -> new RoutingRejectedException(unknown(), OptionalLong.empty())))
                .flatMap(read -> read.aggregate()
                        .command(request.key())
                        .map(earlier -> repeat(earlier, request, read))
                        .orElseGet(() -> decide(read, command, request)))
                .retryWhen(Retry.max(ATTEMPTS_ON_CONFLICT)
                        .filter(StaleAggregateException.class::isInstance)
                        .onRetryExhaustedThrow((retries, last) -> last.failure()));
    }

    private Mono<FormView> repeat(HandledCommand earlier, CommandRequest request, StoredRouting read) {
        if (!earlier.fingerprint().equals(request.fingerprint())) {
            return Mono.error(refusal(
                    new Decision.Rejected(
                            RoutingRejection.IDEMPOTENCY_KEY_REUSED,
                            "The Idempotency-Key was used for another request.",
                            List.of(),
                            Optional.<FormStatus>empty()),
                    read));
        }
        return Mono.just(answers.read(earlier.answer()));
    }

    private Mono<FormView> decide(StoredRouting read, FormCommand command, CommandRequest request) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return read.routing()
                .decide(command, policy, now)
                .fold(
                        accepted -> save(read, accepted, command, request, now),
                        rejected -> Mono.error(refusal(rejected, read)));
    }

    private Mono<FormView> save(
            StoredRouting read, Decision.Accepted accepted, FormCommand command, CommandRequest request, Instant now) {
        FormView answer = accepted.routing()
                .form(command.form())
                .map(form -> FormView.answer(form, read.aggregate().version() + 1))
                .orElseThrow(() -> new IllegalStateException("the form is gone"));
        RoutingWrite write = new RoutingWrite(
                accepted.routing(),
                accepted.events(),
                request.causality(),
                now,
                Optional.of(new HandledCommand(request.key(), request.fingerprint(), answers.write(answer))),
                Optional.empty());
        return store.update(read, write)
                .doOnNext(done -> metrics.stored(accepted.events()))
                .thenReturn(answer);
    }

    private static Decision.Rejected unknown() {
        return Decision.Rejected.because(RoutingRejection.UNKNOWN_FORM, "There is no form with this id.");
    }

    private static RoutingRejectedException refusal(Decision.Rejected rejected, StoredRouting read) {
        return new RoutingRejectedException(
                rejected, OptionalLong.of(read.aggregate().version()));
    }
}
