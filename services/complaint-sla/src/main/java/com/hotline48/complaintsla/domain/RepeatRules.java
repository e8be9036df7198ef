package com.hotline48.complaintsla.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;

import com.hotline48.events.sla.SlaEvent.RepeatCause;

/**
 * Which complaints repeat or urge earlier ones of the same customer and subtype (重复投诉, domain.md §5): a pure
 * function of the set of complaint facts.
 *
 * @param window greatest distance of two acceptances, inclusive
 */
public record RepeatRules(Duration window) {

    /** 30 × 24 h (domain.md §5). */
    public static final RepeatRules DEFAULT = new RepeatRules(Duration.ofDays(30));

    private static final Comparator<ComplaintFact> LATER_WINS = Comparator.comparing(ComplaintFact::acceptedAt)
            .thenComparing(ComplaintFact::number)
            .thenComparing(ComplaintFact::ticketId);

    /** How an earlier complaint stands when a later one is accepted. */
    public enum Standing {
        /** It is no ground for anything: other customer or subtype, not earlier, out of the window, closed satisfied. */
        IRRELEVANT,
        /** Unanswered within its limit. */
        RUNNING,
        /** Answered and not reopened. */
        ANSWERED,
        /** Past its limit unanswered. */
        OVERDUE
    }

    public RepeatRules {
        Objects.requireNonNull(window, "window");
    }

    /** How {@code earlier} stands at the acceptance of {@code later}. */
    public Standing standing(ComplaintFact earlier, ComplaintFact later) {
        Instant at = later.acceptedAt();
        boolean comparable = earlier.matchable()
                && later.matchable()
                && earlier.customerRef().equals(later.customerRef())
                && earlier.subtype().equals(later.subtype())
                && earlier.acceptedAt().isBefore(at)
                && !earlier.acceptedAt().isBefore(at.minus(window));
        if (!comparable
                || earlier.satisfiedAt().filter(closed -> !closed.isAfter(at)).isPresent()) {
            return Standing.IRRELEVANT;
        }
        if (Step.answeredAt(earlier.steps(), at)) {
            return Standing.ANSWERED;
        }
        return earlier.dueAt().isBefore(at) ? Standing.OVERDUE : Standing.RUNNING;
    }

    /**
     * The verdict on {@code later}.
     *
     * @param earlier complaints of the same customer and subtype, latest acceptance first; read only as far as needed
     */
    public RelationVerdict verdict(ComplaintFact later, Iterator<ComplaintFact> earlier) {
        if (!later.counts()) {
            return RelationVerdict.NONE;
        }
        if (later.repeatOf().isPresent()) {
            return RelationVerdict.repeat(later.repeatOf().get(), RepeatCause.DECLARED);
        }
        Optional<ComplaintFact> qualifying = Optional.empty();
        Optional<ComplaintFact> running = Optional.empty();
        while (earlier.hasNext()) {
            ComplaintFact candidate = earlier.next();
            if (qualifying
                    .filter(found -> candidate.acceptedAt().isBefore(found.acceptedAt()))
                    .isPresent()) {
                break;
            }
            switch (standing(candidate, later)) {
                case ANSWERED, OVERDUE -> qualifying = Optional.of(later(qualifying, candidate));
                case RUNNING -> running = Optional.of(later(running, candidate));
                case IRRELEVANT -> {}
            }
        }
        if (qualifying.isPresent()) {
            ComplaintFact decider = qualifying.get();
            return RelationVerdict.repeat(
                    decider.ticketId(),
                    standing(decider, later) == Standing.ANSWERED ? RepeatCause.UNSATISFIED : RepeatCause.OVERDUE);
        }
        return running.map(found -> RelationVerdict.urging(found.ticketId())).orElse(RelationVerdict.NONE);
    }

    private static ComplaintFact later(Optional<ComplaintFact> found, ComplaintFact candidate) {
        return found.filter(one -> LATER_WINS.compare(one, candidate) > 0).orElse(candidate);
    }
}
