package com.hotline48.callback.application;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import com.hotline48.callback.domain.AttemptCommand;
import com.hotline48.callback.domain.CallbackPolicy;
import com.hotline48.callback.domain.CallbackRejection;
import com.hotline48.callback.domain.Decision;
import com.hotline48.callback.domain.TaskStatus;
import com.hotline48.delivery.outbox.HandledCommand;
import com.hotline48.delivery.outbox.StaleAggregateException;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** An agent has called the customer. */
public final class RecordAttempt {

    /** Events write the same document; the one who decides anew sees what they did. */
    static final int ATTEMPTS_ON_CONFLICT = 5;

    private final CallbackStore store;
    private final CallbackPolicy policy;
    private final TaskAnswers answers;
    private final CallbackMetrics metrics;
    private final Clock clock;

    public RecordAttempt(
            CallbackStore store, CallbackPolicy policy, TaskAnswers answers, CallbackMetrics metrics, Clock clock) {
        this.store = store;
        this.policy = policy;
        this.answers = answers;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** The task afterwards; fails with {@link CallbackRejectedException}. */
    public Mono<TaskView> handle(AttemptCommand command, CommandRequest request) {
        return Mono.defer(() -> store.find(command.task().ticketId()))
                .switchIfEmpty(Mono.error(() -> new CallbackRejectedException(unknown(), OptionalLong.empty())))
                .flatMap(read -> read.aggregate()
                        .command(request.key())
                        .map(earlier -> repeat(earlier, request, read))
                        .orElseGet(() -> decide(read, command, request)))
                .retryWhen(Retry.max(ATTEMPTS_ON_CONFLICT)
                        .filter(StaleAggregateException.class::isInstance)
                        .onRetryExhaustedThrow((retries, last) -> last.failure()));
    }

    private Mono<TaskView> repeat(HandledCommand earlier, CommandRequest request, StoredCallbacks read) {
        if (!earlier.fingerprint().equals(request.fingerprint())) {
            return Mono.error(refusal(
                    new Decision.Rejected(
                            CallbackRejection.IDEMPOTENCY_KEY_REUSED,
                            "The Idempotency-Key was used for another request.",
                            List.of(),
                            Optional.<TaskStatus>empty()),
                    read));
        }
        return Mono.just(answers.read(earlier.answer()));
    }

    private Mono<TaskView> decide(StoredCallbacks read, AttemptCommand command, CommandRequest request) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return read.callbacks()
                .decide(command, policy, now)
                .fold(
                        accepted -> save(read, accepted, command, request, now),
                        rejected -> Mono.error(refusal(rejected, read)));
    }

    private Mono<TaskView> save(
            StoredCallbacks read,
            Decision.Accepted accepted,
            AttemptCommand command,
            CommandRequest request,
            Instant now) {
        TaskView answer = accepted.callbacks()
                .task(command.task())
                .map(task -> TaskView.answer(task, read.aggregate().version() + 1))
                .orElseThrow(() -> new IllegalStateException("the task is gone"));
        CallbackWrite write = new CallbackWrite(
                accepted.callbacks(),
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
        return Decision.Rejected.because(CallbackRejection.UNKNOWN_TASK, "There is no task with this id.");
    }

    private static CallbackRejectedException refusal(Decision.Rejected rejected, StoredCallbacks read) {
        return new CallbackRejectedException(
                rejected, OptionalLong.of(read.aggregate().version()));
    }
}
