package com.hotline48.reporting.domain;

import java.util.Objects;
import java.util.Optional;

/**
 * All that the figures need to know of one ticket. Each source writes only its own part under its own sequence, so the
 * order in which events of different sources arrive makes no difference (architecture.md, Figures).
 *
 * @param ticket what the ticket's events say
 * @param clockSequence sequence of the last clock event taken in, 0 = none
 * @param clock state of the answer clock
 * @param relationSequence sequence of the last relation event taken in, 0 = none
 * @param relation relation to earlier complaints
 */
public record ComplaintFacts(
        TicketPart ticket, long clockSequence, ClockState clock, long relationSequence, Relation relation) {

    /** Of a ticket about which nothing is known. */
    public static final ComplaintFacts NONE =
            new ComplaintFacts(TicketPart.NONE, 0, ClockState.UNKNOWN, 0, Relation.NONE);

    public ComplaintFacts {
        Objects.requireNonNull(ticket, "ticket");
        Objects.requireNonNull(clock, "clock");
        Objects.requireNonNull(relation, "relation");
    }

    /** The facts after an event; this very object if the event, or a later one of its source, has been taken in. */
    public ComplaintFacts take(long sequence, Change change) {
        if (sequence <= lastSequence(change)) {
            return this;
        }
        return change.fold(
                ofTicket -> new ComplaintFacts(
                        ofTicket.applyTo(ticket).at(sequence), clockSequence, clock, relationSequence, relation),
                ofClock -> new ComplaintFacts(ticket, sequence, ofClock.applyTo(clock), relationSequence, relation),
                ofRelation -> new ComplaintFacts(ticket, clockSequence, clock, sequence, ofRelation.relation()));
    }

    /** Sequence of the last event of the source that such a change comes from, 0 = none. */
    public long lastSequence(Change change) {
        return change.fold(ofTicket -> ticket.sequence(), ofClock -> clockSequence, ofRelation -> relationSequence);
    }

    /** What this ticket adds to which cell; empty if it is no complaint or its acceptance is not known yet. */
    public Optional<Contribution> contribution() {
        return ticket.complaint()
                ? ticket.cell().map(cell -> new Contribution(cell, ticket.voided() ? Counts.VOIDED : counts()))
                : Optional.empty();
    }

    private Counts counts() {
        boolean met = clock == ClockState.MET;
        boolean overdue = clock == ClockState.BREACHED;
        return new Counts(
                1,
                met ? 1 : 0,
                overdue ? 1 : 0,
                // Not announced yet, or cancelled and not yet started again: the limit is still running.
                met || overdue ? 0 : 1,
                0,
                relation == Relation.REPEAT_UNSATISFIED ? 1 : 0,
                relation == Relation.REPEAT_OVERDUE ? 1 : 0,
                relation == Relation.REPEAT_DECLARED ? 1 : 0,
                relation == Relation.URGING ? 1 : 0,
                ticket.urges());
    }
}
