package com.hotline48.ticket.domain;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import com.hotline48.events.Code;

/**
 * One entry of a ticket's history.
 *
 * @param at when it happened
 * @param recordedAt when it was written down
 * @param agent who did it, absent when a department's or a callback's event did
 * @param details codes and instants by name
 * @param note free text
 */
public record Step(
        What what,
        Instant at,
        Instant recordedAt,
        Optional<Code> agent,
        Map<String, String> details,
        Optional<String> note) {

    public Step {
        Objects.requireNonNull(what, "what");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(recordedAt, "recordedAt");
        Objects.requireNonNull(agent, "agent");
        details = Map.copyOf(details);
        Objects.requireNonNull(note, "note");
    }

    /** What was done. */
    public enum What {
        ACCEPTED,
        DISPATCHED,
        ANSWERED,
        ANSWER_CORRECTED,
        CLOSED,
        REOPENED,
        URGED,
        VOIDED,
        VOID_WITHDRAWN,
        RECLASSIFIED
    }

    @Override
    public String toString() {
        return "Step[what=" + what + ", at=" + at + ", redacted]";
    }
}
