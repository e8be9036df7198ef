package com.hotline48.reporting.domain;

import java.util.Objects;
import java.util.Optional;

/**
 * What the ticket's own events say of it.
 *
 * @param sequence of the last event taken in, 0 = none
 * @param cell where it counts; absent until its acceptance is known
 * @param complaint whether it is filed as a complaint now
 * @param voided whether it counts no more (domain.md §2.8)
 * @param urges how often it was urged by command (domain.md §2.7 a)
 */
public record TicketPart(long sequence, Optional<Cell> cell, boolean complaint, boolean voided, int urges) {

    static final TicketPart NONE = new TicketPart(0, Optional.empty(), false, false, 0);

    public TicketPart {
        Objects.requireNonNull(cell, "cell");
        if (urges < 0) {
            throw new IllegalArgumentException("urges: " + urges + " (expected: >= 0)");
        }
    }

    TicketPart inCell(Cell where) {
        return new TicketPart(sequence, Optional.of(where), complaint, voided, urges);
    }

    TicketPart asComplaint(boolean isComplaint) {
        return new TicketPart(sequence, cell, isComplaint, voided, urges);
    }

    TicketPart asVoided(boolean isVoided) {
        return new TicketPart(sequence, cell, complaint, isVoided, urges);
    }

    TicketPart urged(int count) {
        return new TicketPart(sequence, cell, complaint, voided, count);
    }

    TicketPart at(long newSequence) {
        return new TicketPart(newSequence, cell, complaint, voided, urges);
    }
}
