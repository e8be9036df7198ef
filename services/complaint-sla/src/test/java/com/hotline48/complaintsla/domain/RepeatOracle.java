package com.hotline48.complaintsla.domain;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

import com.hotline48.events.sla.SlaEvent.RepeatCause;

/** domain.md §5 written down a second time, sentence by sentence and without any thought of cost. */
public final class RepeatOracle {

    private RepeatOracle() {}

    /** The verdict on {@code subject} among all other complaints. */
    public static RelationVerdict verdict(ComplaintFact subject, Collection<ComplaintFact> others) {
        if (!subject.counts()) {
            return RelationVerdict.NONE;
        }
        if (subject.repeatOf().isPresent()) {
            return RelationVerdict.repeat(subject.repeatOf().get(), RepeatCause.DECLARED);
        }
        if (subject.customerRef().isEmpty() || subject.subtype().isEmpty()) {
            return RelationVerdict.NONE;
        }
        Comparator<ComplaintFact> latest = Comparator.comparing(ComplaintFact::acceptedAt)
                .thenComparing(ComplaintFact::number)
                .thenComparing(ComplaintFact::ticketId);
        List<ComplaintFact> earlier = others.stream()
                .filter(ComplaintFact::counts)
                .filter(other -> other.customerRef().equals(subject.customerRef()))
                .filter(other -> other.subtype().equals(subject.subtype()))
                .filter(other -> other.acceptedAt().compareTo(subject.acceptedAt()) < 0)
                .filter(other -> Duration.between(other.acceptedAt(), subject.acceptedAt())
                                .compareTo(Duration.ofHours(30 * 24))
                        <= 0)
                .filter(other -> other.satisfiedAt().isEmpty()
                        || other.satisfiedAt().get().compareTo(subject.acceptedAt()) > 0)
                .sorted(latest.reversed())
                .toList();
        for (ComplaintFact other : earlier) {
            if (answered(other, subject)) {
                return RelationVerdict.repeat(other.ticketId(), RepeatCause.UNSATISFIED);
            }
            if (other.dueAt().compareTo(subject.acceptedAt()) < 0) {
                return RelationVerdict.repeat(other.ticketId(), RepeatCause.OVERDUE);
            }
        }
        return earlier.isEmpty()
                ? RelationVerdict.NONE
                : RelationVerdict.urging(earlier.get(0).ticketId());
    }

    private static boolean answered(ComplaintFact other, ComplaintFact subject) {
        boolean answered = false;
        for (Step step : other.steps()) {
            if (step.at().compareTo(subject.acceptedAt()) <= 0) {
                answered = step.kind() == Step.Kind.ANSWERED;
            }
        }
        return answered;
    }
}
