package com.hotline48.callback.domain;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

import com.hotline48.events.ticket.TicketType;

/**
 * Everything known about a ticket that calls can rest on. It does not depend on whether forms or tickets were heard of
 * first: they come on different topics.
 *
 * @param type absent until the ticket's acceptance was heard of
 * @param answeredAt last answer not followed by a reopening
 * @param reopenedAt last reopening
 * @param fedBackAt last final feedback since the reopening that gave the customer no answer
 * @param departmentAnswer last final feedback since the reopening with an answer to the customer
 */
public record Ground(
        Optional<TicketType> type,
        boolean closed,
        boolean voided,
        Optional<Instant> answeredAt,
        Optional<Instant> reopenedAt,
        Optional<Instant> fedBackAt,
        Optional<Fact.FedBack> departmentAnswer) {

    /** Nothing known yet. */
    public static final Ground NONE = new Ground(
            Optional.empty(), false, false, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public Ground {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(answeredAt, "answeredAt");
        Objects.requireNonNull(reopenedAt, "reopenedAt");
        Objects.requireNonNull(fedBackAt, "fedBackAt");
        Objects.requireNonNull(departmentAnswer, "departmentAnswer");
    }

    Ground after(Fact fact) {
        if (fact instanceof Fact.Accepted accepted) {
            return withType(accepted.type());
        }
        if (fact instanceof Fact.Reclassified reclassified) {
            return withType(reclassified.type());
        }
        if (fact instanceof Fact.Answered answered) {
            return new Ground(
                    type, closed, voided, Optional.of(answered.at()), reopenedAt, fedBackAt, departmentAnswer);
        }
        if (fact instanceof Fact.Reopened reopened) {
            // Feedback of a form sent after the reopening may have been heard of before it.
            return new Ground(
                    type,
                    closed,
                    voided,
                    Optional.empty(),
                    Optional.of(reopened.at()),
                    fedBackAt.filter(at -> !at.isBefore(reopened.at())),
                    departmentAnswer.filter(answer -> !answer.at().isBefore(reopened.at())));
        }
        if (fact instanceof Fact.FedBack fedBack) {
            return after(fedBack);
        }
        boolean nowVoided = fact instanceof Fact.Voided || (voided && !(fact instanceof Fact.VoidWithdrawn));
        return new Ground(
                type,
                closed || fact instanceof Fact.Closed,
                nowVoided,
                answeredAt,
                reopenedAt,
                fedBackAt,
                departmentAnswer);
    }

    private Ground after(Fact.FedBack fedBack) {
        if (reopenedAt.filter(fedBack.at()::isBefore).isPresent()) {
            // Of a form from before the reopening, heard of after it: that answer was found wanting.
            return this;
        }
        return fedBack.customerAnsweredAt().isPresent()
                ? new Ground(type, closed, voided, answeredAt, reopenedAt, fedBackAt, Optional.of(fedBack))
                : new Ground(type, closed, voided, answeredAt, reopenedAt, Optional.of(fedBack.at()), departmentAnswer);
    }

    private Ground withType(TicketType now) {
        return new Ground(Optional.of(now), closed, voided, answeredAt, reopenedAt, fedBackAt, departmentAnswer);
    }

    boolean isComplaint() {
        return type.equals(Optional.of(TicketType.COMPLAINT));
    }

    /** Whether something belongs to the time since the last reopening. */
    boolean isSinceReopening(Instant at) {
        return reopenedAt.map(at::isAfter).orElse(true);
    }
}
