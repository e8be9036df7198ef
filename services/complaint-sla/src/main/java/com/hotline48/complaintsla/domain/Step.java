package com.hotline48.complaintsla.domain;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The customer got an answer, or the matter was opened again.
 *
 * @param at event time, UTC, milliseconds
 */
public record Step(Kind kind, Instant at) {

    /** Which of the two. */
    public enum Kind {
        ANSWERED,
        REOPENED
    }

    public Step {
        Objects.requireNonNull(kind, "kind");
        at = at.truncatedTo(ChronoUnit.MILLIS);
    }

    /** The answer that stands at the end: the last one, if no reopening followed it (domain.md §4). */
    static Optional<Instant> standingAnswer(List<Step> steps) {
        return last(steps).filter(step -> step.kind() == Kind.ANSWERED).map(Step::at);
    }

    /** Whether an answer stood at {@code instant}; at equal instants what happened counts first (domain.md §5). */
    static boolean answeredAt(List<Step> steps, Instant instant) {
        return last(steps.stream().filter(step -> !step.at().isAfter(instant)).toList())
                .filter(step -> step.kind() == Kind.ANSWERED)
                .isPresent();
    }

    static Optional<Step> last(List<Step> steps) {
        return steps.isEmpty() ? Optional.empty() : Optional.of(steps.get(steps.size() - 1));
    }
}
