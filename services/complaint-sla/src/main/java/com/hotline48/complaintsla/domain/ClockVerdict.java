package com.hotline48.complaintsla.domain;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

import com.hotline48.events.sla.SlaEvent.ClockCancelled.CancelCause;

/**
 * What the facts say of a complaint's clock.
 *
 * @param startedAt from when the limit counts
 * @param dueAt last instant in time
 * @param answeredAt the answer that stands, present if MET and for an answer that came too late
 * @param cancelled present iff CANCELLED
 */
public record ClockVerdict(
        ClockState state,
        Instant startedAt,
        Instant dueAt,
        Optional<Instant> answeredAt,
        Optional<Cancellation> cancelled) {

    /** Why and when a clock ceased to measure anything. */
    public record Cancellation(CancelCause cause, Instant at) {}

    public ClockVerdict {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(dueAt, "dueAt");
        Objects.requireNonNull(answeredAt, "answeredAt");
        if (cancelled.isPresent() != (state == ClockState.CANCELLED)) {
            throw new IllegalArgumentException("cancelled: " + cancelled + " (expected: present iff CANCELLED)");
        }
    }
}
