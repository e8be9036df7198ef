package com.hotline48.callback.domain;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

import com.hotline48.events.Code;
import com.hotline48.events.callback.CallbackEvent.Outcome;

/**
 * A call to the customer.
 *
 * @param n which attempt of the task, from 1
 * @param at when (event time)
 * @param nextAt when to try again, absent when there is no next attempt
 * @param agent employee number of the caller
 */
public record Attempt(
        int n,
        Outcome outcome,
        Instant at,
        Optional<Instant> nextAt,
        Code agent,
        Optional<Survey> survey,
        Optional<FreeText> note) {
    public Attempt {
        if (n < 1) {
            throw new IllegalArgumentException("n: " + n + " (expected: >= 1)");
        }
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(nextAt, "nextAt");
        Objects.requireNonNull(agent, "agent");
        Objects.requireNonNull(survey, "survey");
        Objects.requireNonNull(note, "note");
    }

    /** Whether it counts towards the attempts after which the supervisor decides; a rescheduled call was answered. */
    boolean reachedNobody() {
        return outcome != Outcome.REACHED && outcome != Outcome.RESCHEDULED;
    }
}
