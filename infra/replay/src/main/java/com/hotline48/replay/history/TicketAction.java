package com.hotline48.replay.history;

import java.time.Instant;
import java.util.Comparator;

import com.hotline48.replay.log.Incident;
import com.hotline48.replay.log.LogRow;

/**
 * One request of a ticket's history.
 *
 * @param row the row that tells who did it and where it went
 * @param step 0-based among the actions of its kind
 * @param at when it happened
 */
public record TicketAction(Kind kind, Incident incident, LogRow row, int step, Instant at) {

    /** What is asked for, in the order that holds within one instant. */
    public enum Kind {
        ACCEPT,
        DISPATCH,
        ANSWER
    }

    /** As it happened: by instant; a hand-over in the answer's minute comes before the answer. */
    public static final Comparator<TicketAction> BY_TIME = Comparator.comparing(TicketAction::at)
            .thenComparing(TicketAction::kind)
            .thenComparing(TicketAction::number)
            .thenComparing(TicketAction::step);

    /** Ticket by ticket, each from its acceptance to its end. */
    public static final Comparator<TicketAction> BY_INCIDENT =
            Comparator.comparing(TicketAction::number).thenComparing(BY_TIME);

    /** The incident's number. */
    public String number() {
        return incident.number();
    }
}
