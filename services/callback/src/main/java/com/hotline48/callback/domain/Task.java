package com.hotline48.callback.domain;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import com.hotline48.events.callback.CallbackEvent.Kind;

/**
 * A call to the customer that has to be made (domain.md §3).
 *
 * @param scheduledAt when it was known that it has to be made (event time)
 * @param dueAt until when the customer has to be reached
 * @param attempts oldest first
 */
public record Task(TaskId id, Kind kind, Instant scheduledAt, Instant dueAt, List<Attempt> attempts, TaskState state) {

    /** Calls can be put off often, but a document must not grow for ever. */
    static final int MAX_ATTEMPTS = 100;

    public Task {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(scheduledAt, "scheduledAt");
        Objects.requireNonNull(dueAt, "dueAt");
        attempts = List.copyOf(attempts);
        Objects.requireNonNull(state, "state");
    }

    /** Whether somebody still has to reach the customer. */
    public boolean isPending() {
        return state instanceof TaskState.Pending;
    }

    /** When the customer was reached, if he was. */
    public Optional<Instant> completedAt() {
        return state instanceof TaskState.Completed completed ? Optional.of(completed.at()) : Optional.empty();
    }

    /** The customer is not called before: he asked for it, or was not there a moment ago. */
    public Instant notBefore() {
        return attempts.isEmpty()
                ? scheduledAt
                : attempts.get(attempts.size() - 1).nextAt().orElse(scheduledAt);
    }

    /** Whether it asks for the answer that the customer already has to be judged by him. */
    boolean isRevisit() {
        return kind != Kind.REPLY;
    }

    long attemptsThatReachedNobody() {
        return attempts.stream().filter(Attempt::reachedNobody).count();
    }

    /** Before this nothing more can happen to it. */
    Instant lastInstant() {
        return Stream.concat(Stream.of(scheduledAt), attempts.stream().map(Attempt::at))
                .max(Instant::compareTo)
                .orElse(scheduledAt);
    }

    Task in(TaskState next) {
        return new Task(id, kind, scheduledAt, dueAt, attempts, next);
    }

    Task with(Attempt attempt) {
        return new Task(
                id,
                kind,
                scheduledAt,
                dueAt,
                Stream.concat(attempts.stream(), Stream.of(attempt)).toList(),
                state);
    }
}
