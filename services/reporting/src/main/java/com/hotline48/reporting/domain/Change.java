package com.hotline48.reporting.domain;

import java.util.Objects;
import java.util.function.Function;

/** What one event changes in the facts of a ticket; its kind tells whose numbering orders it. */
public sealed interface Change {

    /** The one argument that fits is called. */
    <R> R fold(
            Function<TicketChange, R> ofTicket,
            Function<ClockChange, R> ofClock,
            Function<RelationChange, R> ofRelation);

    /** Said by the ticket service. */
    sealed interface TicketChange extends Change {

        /** The part of the ticket after this change; its sequence is set by the caller. */
        TicketPart applyTo(TicketPart part);

        @Override
        default <R> R fold(
                Function<TicketChange, R> ofTicket,
                Function<ClockChange, R> ofClock,
                Function<RelationChange, R> ofRelation) {
            return ofTicket.apply(this);
        }
    }

    /** The ticket exists; {@code complaint} tells whether it was filed as one. */
    record Accepted(Cell cell, boolean complaint) implements TicketChange {
        public Accepted {
            Objects.requireNonNull(cell, "cell");
        }

        @Override
        public TicketPart applyTo(TicketPart part) {
            return part.inCell(cell).asComplaint(complaint);
        }
    }

    /** The ticket was filed anew, as a complaint or as something else; it keeps its month (domain.md §2.9). */
    record Reclassified(boolean complaint) implements TicketChange {
        @Override
        public TicketPart applyTo(TicketPart part) {
            return part.asComplaint(complaint);
        }
    }

    /** The ticket counts no more, or does again. */
    record Voided(boolean voided) implements TicketChange {
        @Override
        public TicketPart applyTo(TicketPart part) {
            return part.asVoided(voided);
        }
    }

    /** The customer urged; {@code count} is how often so far. */
    record Urged(int count) implements TicketChange {
        @Override
        public TicketPart applyTo(TicketPart part) {
            return part.urged(count);
        }
    }

    /** A fact about the ticket that no complaint figure rests on. */
    record Unrelated() implements TicketChange {
        @Override
        public TicketPart applyTo(TicketPart part) {
            return part;
        }
    }

    /** Said of the answer clock by complaint-sla. */
    sealed interface ClockChange extends Change {

        /** The clock's state after this change. */
        ClockState applyTo(ClockState state);

        @Override
        default <R> R fold(
                Function<TicketChange, R> ofTicket,
                Function<ClockChange, R> ofClock,
                Function<RelationChange, R> ofRelation) {
            return ofClock.apply(this);
        }
    }

    /** The clock's new state. */
    record ClockSet(ClockState state) implements ClockChange {
        public ClockSet {
            Objects.requireNonNull(state, "state");
        }

        @Override
        public ClockState applyTo(ClockState before) {
            return state;
        }
    }

    /** An announcement, such as a warning, that leaves the answer clock's state alone. */
    record ClockUntouched() implements ClockChange {
        @Override
        public ClockState applyTo(ClockState before) {
            return before;
        }
    }

    /** Said of the relation to earlier complaints by complaint-sla, each replacing the one before. */
    record RelationChange(Relation relation) implements Change {
        public RelationChange {
            Objects.requireNonNull(relation, "relation");
        }

        @Override
        public <R> R fold(
                Function<TicketChange, R> ofTicket,
                Function<ClockChange, R> ofClock,
                Function<RelationChange, R> ofRelation) {
            return ofRelation.apply(this);
        }
    }
}
