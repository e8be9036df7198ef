package com.hotline48.complaintsla.domain;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What has been announced about a ticket's clock; it outlives a rebuild, so that nothing is announced twice.
 *
 * @param state of the clock as announced, absent = never started
 * @param startedAt of the announced clock
 * @param dueAt of the announced clock
 * @param stoppedAt the announced answer, present iff MET
 * @param levels warnings sent for this clock, ascending
 * @param restsOn sequence of the last ticket event that was known when this was last announced, 0 = nothing was
 * @param sequence of the last event announced about the ticket, 0 = none
 */
public record Announced(
        Optional<ClockState> state,
        Optional<Instant> startedAt,
        Optional<Instant> dueAt,
        Optional<Instant> stoppedAt,
        List<Integer> levels,
        long restsOn,
        long sequence) {

    /** Nothing announced yet. */
    public static final Announced NOTHING =
            new Announced(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of(), 0, 0);

    public Announced {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(dueAt, "dueAt");
        Objects.requireNonNull(stoppedAt, "stoppedAt");
        levels = List.copyOf(new TreeSet<>(levels));
    }

    /** Whether a rebuild has not yet read the events that this rests on: whatever is judged meanwhile is history. */
    public boolean aheadOf(TicketFacts facts) {
        return facts.lastSequence() < restsOn;
    }

    Announced warned(int level, long ground) {
        List<Integer> more = new java.util.ArrayList<>(levels);
        more.add(level);
        return new Announced(state, startedAt, dueAt, stoppedAt, more, ground, sequence + 1);
    }
}
