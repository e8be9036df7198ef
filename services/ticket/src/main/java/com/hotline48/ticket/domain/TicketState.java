package com.hotline48.ticket.domain;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** Where a ticket stands; each state offers the moves that are legal from it, all others are empty. */
public sealed interface TicketState {

    TicketStatus status();

    /** When it came into this state (event time). */
    Instant since();

    /** After a form went to a department. */
    default Optional<TicketState> dispatched(Instant at) {
        return Optional.empty();
    }

    /** After the customer got his answer. */
    default Optional<TicketState> answered(Instant at) {
        return Optional.empty();
    }

    /** After the instant of the last answer was put right. */
    default Optional<TicketState> answerCorrected(Instant at) {
        return Optional.empty();
    }

    /** After the matter was found settled. */
    default Optional<TicketState> closed(Instant at) {
        return Optional.empty();
    }

    /** After the answer turned out not to settle the matter. */
    default Optional<TicketState> reopened(Instant at) {
        return Optional.empty();
    }

    /** After the customer asked for it again; urging changes nothing but a count. */
    default Optional<TicketState> urged() {
        return Optional.empty();
    }

    /** After it was found to be filed wrongly. */
    default Optional<TicketState> reclassified() {
        return Optional.of(this);
    }

    /** After it was declared void. */
    default Optional<TicketState> voided(Instant at, Optional<TicketId> duplicateOf) {
        return Optional.of(new Voided(this, at, duplicateOf));
    }

    /** After the void turned out to be a mistake. */
    default Optional<TicketState> voidWithdrawn() {
        return Optional.empty();
    }

    /** The customer waits for an answer. */
    sealed interface Open extends TicketState {

        @Override
        default Optional<TicketState> dispatched(Instant at) {
            return Optional.of(new Dispatched(at));
        }

        @Override
        default Optional<TicketState> answered(Instant at) {
            return Optional.of(new Answered(at));
        }

        @Override
        default Optional<TicketState> urged() {
            return Optional.of(this);
        }
    }

    /** Taken down, with its owner. */
    record Accepted(Instant since) implements Open {
        public Accepted {
            Objects.requireNonNull(since, "since");
        }

        @Override
        public TicketStatus status() {
            return TicketStatus.ACCEPTED;
        }
    }

    /** With a department. */
    record Dispatched(Instant since) implements Open {
        public Dispatched {
            Objects.requireNonNull(since, "since");
        }

        @Override
        public TicketStatus status() {
            return TicketStatus.DISPATCHED;
        }
    }

    /** The answer did not settle the matter. */
    record Reopened(Instant since) implements Open {
        public Reopened {
            Objects.requireNonNull(since, "since");
        }

        @Override
        public TicketStatus status() {
            return TicketStatus.REOPENED;
        }
    }

    /** The customer has his answer. */
    record Answered(Instant since) implements TicketState {
        public Answered {
            Objects.requireNonNull(since, "since");
        }

        @Override
        public TicketStatus status() {
            return TicketStatus.ANSWERED;
        }

        @Override
        public Optional<TicketState> answerCorrected(Instant at) {
            return Optional.of(new Answered(at));
        }

        @Override
        public Optional<TicketState> closed(Instant at) {
            return Optional.of(new Closed(at));
        }

        @Override
        public Optional<TicketState> reopened(Instant at) {
            return Optional.of(new Reopened(at));
        }

        @Override
        public Optional<TicketState> urged() {
            return Optional.of(this);
        }
    }

    /** The matter is over; a new contact is a new ticket. */
    record Closed(Instant since) implements TicketState {
        public Closed {
            Objects.requireNonNull(since, "since");
        }

        @Override
        public TicketStatus status() {
            return TicketStatus.CLOSED;
        }

        @Override
        public Optional<TicketState> answerCorrected(Instant at) {
            return Optional.of(this);
        }
    }

    /**
     * Counts no more (作废).
     *
     * @param before where it stood
     */
    record Voided(TicketState before, Instant since, Optional<TicketId> duplicateOf) implements TicketState {
        public Voided {
            Objects.requireNonNull(before, "before");
            Objects.requireNonNull(since, "since");
            Objects.requireNonNull(duplicateOf, "duplicateOf");
        }

        @Override
        public TicketStatus status() {
            return TicketStatus.VOIDED;
        }

        @Override
        public Optional<TicketState> reclassified() {
            return Optional.empty();
        }

        @Override
        public Optional<TicketState> voided(Instant at, Optional<TicketId> duplicateOf) {
            return Optional.empty();
        }

        @Override
        public Optional<TicketState> voidWithdrawn() {
            return Optional.of(before);
        }
    }
}
