package com.hotline48.ticket.domain;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

import com.hotline48.events.Code;
import com.hotline48.events.ticket.TicketEvent.AnsweredBy;

/**
 * What the customer was told (domain.md §2.5).
 *
 * @param resolution free text, absent when a department or a callback gave the answer
 * @param reopenedAt when it turned out not to settle the matter
 */
public record Answer(
        Instant answeredAt,
        AnsweredBy by,
        Optional<Code> agent,
        Optional<String> resolution,
        Optional<Code> causeCode,
        Optional<Instant> reopenedAt) {

    public Answer {
        Objects.requireNonNull(answeredAt, "answeredAt");
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(agent, "agent");
        Objects.requireNonNull(resolution, "resolution");
        Objects.requireNonNull(causeCode, "causeCode");
        Objects.requireNonNull(reopenedAt, "reopenedAt");
    }

    Answer correctedTo(Instant at) {
        return new Answer(at, by, agent, resolution, causeCode, reopenedAt);
    }

    Answer reopened(Instant at) {
        return new Answer(answeredAt, by, agent, resolution, causeCode, Optional.of(at));
    }

    @Override
    public String toString() {
        return "Answer[answeredAt=" + answeredAt + ", by=" + by + ", redacted]";
    }
}
