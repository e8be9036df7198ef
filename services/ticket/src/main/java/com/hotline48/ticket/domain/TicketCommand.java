package com.hotline48.ticket.domain;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

import com.hotline48.events.Code;
import com.hotline48.events.ticket.TicketEvent.AnsweredBy;
import com.hotline48.events.ticket.TicketEvent.ClosingOutcome;
import com.hotline48.events.ticket.TicketType;

/** Something that is to happen to a ticket. */
public sealed interface TicketCommand {

    /** Who did it and when. */
    Occasion occasion();

    /** The ticket's decision. */
    Decision on(Ticket ticket, Instant now);

    /**
     * Who did something and when.
     *
     * @param agent employee number, absent when a department's or a callback's event did it
     * @param occurredAt when it happened, absent = now
     */
    record Occasion(Optional<Code> agent, Optional<Instant> occurredAt) {
        public Occasion {
            Objects.requireNonNull(agent, "agent");
            Objects.requireNonNull(occurredAt, "occurredAt");
        }
    }

    /** Hands the matter to a department; absent = the routing rules choose one. */
    record Dispatch(Occasion occasion, Optional<Code> department) implements TicketCommand {
        @Override
        public Decision on(Ticket ticket, Instant now) {
            return ticket.dispatch(this, now);
        }
    }

    /** Notes that the customer has his answer. */
    record GiveAnswer(Occasion occasion, AnsweredBy by, Optional<String> resolution, Optional<Code> causeCode)
            implements TicketCommand {
        @Override
        public Decision on(Ticket ticket, Instant now) {
            return ticket.answer(this, now);
        }

        @Override
        public String toString() {
            return "GiveAnswer[redacted]";
        }
    }

    /** Ends the matter. */
    record Close(Occasion occasion, ClosingOutcome outcome) implements TicketCommand {
        @Override
        public Decision on(Ticket ticket, Instant now) {
            return ticket.close(this, now);
        }
    }

    /** Takes the answer back. */
    record Reopen(Occasion occasion, Code reason, Optional<String> note) implements TicketCommand {
        @Override
        public Decision on(Ticket ticket, Instant now) {
            return ticket.reopen(this, now);
        }

        @Override
        public String toString() {
            return "Reopen[redacted]";
        }
    }

    /** Notes that the customer asked for it again (催单). */
    record Urge(Occasion occasion, Optional<String> note) implements TicketCommand {
        @Override
        public Decision on(Ticket ticket, Instant now) {
            return ticket.urge(this, now);
        }

        @Override
        public String toString() {
            return "Urge[redacted]";
        }
    }

    /**
     * Takes the ticket out of every figure (作废).
     *
     * @param duplicateOf the ticket that stays, when this one is its duplicate
     */
    record MakeVoid(Occasion occasion, Code reason, Optional<String> note, Optional<Ticket> duplicateOf)
            implements TicketCommand {
        @Override
        public Decision on(Ticket ticket, Instant now) {
            return ticket.makeVoid(this, now);
        }

        @Override
        public String toString() {
            return "MakeVoid[redacted]";
        }
    }

    /** Takes a void back. */
    record WithdrawVoid(Occasion occasion, Code reason) implements TicketCommand {
        @Override
        public Decision on(Ticket ticket, Instant now) {
            return ticket.withdrawVoid(this, now);
        }
    }

    /**
     * Files the ticket under another type or subtype.
     *
     * @param misfiled it belonged there from acceptance on (domain.md §2.9)
     */
    record Reclassify(Occasion occasion, TicketType type, Optional<Code> subtype, boolean misfiled)
            implements TicketCommand {
        @Override
        public Decision on(Ticket ticket, Instant now) {
            return ticket.reclassify(this, now);
        }
    }

    /** Puts the instant of the last answer right. */
    record CorrectAnswer(Occasion occasion, Instant answeredAt, Code reason) implements TicketCommand {
        @Override
        public Decision on(Ticket ticket, Instant now) {
            return ticket.correctAnswer(this, now);
        }
    }
}
