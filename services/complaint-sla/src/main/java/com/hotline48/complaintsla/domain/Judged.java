package com.hotline48.complaintsla.domain;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import com.hotline48.events.sla.SlaEvent;

/**
 * The outcome of looking at a clock.
 *
 * @param facts as they are to be kept
 * @param announced as it is once {@code events} are out; their sequences end with its own
 * @param events to announce, in order
 * @param timer to keep, if the clock runs
 */
public record Judged(
        TicketFacts facts, Announced announced, List<? extends SlaEvent> events, Optional<ClockTimer> timer) {
    public Judged {
        Objects.requireNonNull(facts, "facts");
        Objects.requireNonNull(announced, "announced");
        events = List.copyOf(events);
        Objects.requireNonNull(timer, "timer");
    }
}
