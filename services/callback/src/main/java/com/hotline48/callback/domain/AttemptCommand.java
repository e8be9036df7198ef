package com.hotline48.callback.domain;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

import com.hotline48.events.Code;
import com.hotline48.events.callback.CallbackEvent.Outcome;

/**
 * An agent has called the customer.
 *
 * @param agent employee number
 * @param occurredAt when; absent = now
 * @param nextAt when the customer wants to be called, with RESCHEDULED only
 */
public record AttemptCommand(
        TaskId task,
        Code agent,
        Outcome outcome,
        Optional<Instant> occurredAt,
        Optional<Instant> nextAt,
        Optional<Survey> survey,
        Optional<FreeText> note) {
    public AttemptCommand {
        Objects.requireNonNull(task, "task");
        Objects.requireNonNull(agent, "agent");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(occurredAt, "occurredAt");
        Objects.requireNonNull(nextAt, "nextAt");
        Objects.requireNonNull(survey, "survey");
        Objects.requireNonNull(note, "note");
    }
}
