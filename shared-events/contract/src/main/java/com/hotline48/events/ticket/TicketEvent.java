package com.hotline48.events.ticket;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

import com.hotline48.events.HotlineEvent;

/** A fact about one ticket; subject and key are its ticketId. */
public sealed interface TicketEvent extends HotlineEvent {

    /**
     * A ticket exists (domain.md §2.2).
     *
     * @param number what is read out on the phone, unique in the installation
     * @param subtype code of the catalogue; absent = unclassified, matches no repeat
     * @param catalogueVersion version of the subtype catalogue by which it was taken
     * @param acceptedAt the call's answer, the voicemail's leaving, the partner's own acceptance
     * @param customerRef keyed hash of the normalised phone number (domain.md §7); absent = unknown customer
     * @param agent employee number (工号) of the owner
     * @param repeatOf ticketId of the earlier complaint that the agent named
     */
    record TicketAccepted(
            String number,
            TicketType type,
            Optional<String> subtype,
            int catalogueVersion,
            Segment segment,
            Channel channel,
            Instant acceptedAt,
            Optional<String> customerRef,
            String agent,
            Optional<String> repeatOf)
            implements TicketEvent {
        public TicketAccepted {
            Objects.requireNonNull(number, "number");
            Objects.requireNonNull(type, "type");
            Objects.requireNonNull(segment, "segment");
            Objects.requireNonNull(channel, "channel");
            Objects.requireNonNull(acceptedAt, "acceptedAt");
            Objects.requireNonNull(agent, "agent");
        }

        @Override
        public Instant happenedAt() {
            return acceptedAt;
        }
    }

    /**
     * The ticket was filed under another type or subtype (domain.md §2.9).
     *
     * @param misfiled true: counts under the new type from acceptance
     */
    record TicketReclassified(
            TicketType from,
            Optional<String> fromSubtype,
            TicketType to,
            Optional<String> toSubtype,
            boolean misfiled,
            Instant reclassifiedAt)
            implements TicketEvent {
        public TicketReclassified {
            Objects.requireNonNull(from, "from");
            Objects.requireNonNull(to, "to");
            Objects.requireNonNull(reclassifiedAt, "reclassifiedAt");
        }

        @Override
        public Instant happenedAt() {
            return reclassifiedAt;
        }
    }

    /**
     * It was decided who deals with the matter (domain.md §2.3).
     *
     * @param department the department that the agent named; absent = routing's rule table decides
     */
    record DispositionChosen(Disposition disposition, Optional<String> department, Instant chosenAt)
            implements TicketEvent {
        public DispositionChosen {
            Objects.requireNonNull(disposition, "disposition");
            Objects.requireNonNull(chosenAt, "chosenAt");
        }

        @Override
        public Instant happenedAt() {
            return chosenAt;
        }
    }

    /** How a ticket is disposed of; more of domain.md §2.3 come with the features that need them. */
    enum Disposition {
        DISPATCHED
    }

    /**
     * The customer has his answer (domain.md §2.5).
     *
     * @param by who gave it
     * @param causeCode code of the matter's cause
     */
    record TicketAnswered(Instant answeredAt, AnsweredBy by, Optional<String> causeCode) implements TicketEvent {
        public TicketAnswered {
            Objects.requireNonNull(answeredAt, "answeredAt");
            Objects.requireNonNull(by, "by");
        }

        @Override
        public Instant happenedAt() {
            return answeredAt;
        }
    }

    /** Who gave the customer the answer. */
    enum AnsweredBy {
        AGENT,
        DEPARTMENT,
        CALLBACK
    }

    /**
     * The instant of the last answer was wrong.
     *
     * @param answeredAt the right instant
     * @param previous the instant that it replaces
     * @param correctedAt when it was corrected
     */
    record AnswerCorrected(Instant answeredAt, Instant previous, String reasonCode, Instant correctedAt)
            implements TicketEvent {
        public AnswerCorrected {
            Objects.requireNonNull(answeredAt, "answeredAt");
            Objects.requireNonNull(previous, "previous");
            Objects.requireNonNull(reasonCode, "reasonCode");
            Objects.requireNonNull(correctedAt, "correctedAt");
        }

        @Override
        public Instant happenedAt() {
            return correctedAt;
        }
    }

    /** The answer did not settle the matter (domain.md §2.6). */
    record TicketReopened(String cause, Instant reopenedAt) implements TicketEvent {
        public TicketReopened {
            Objects.requireNonNull(cause, "cause");
            Objects.requireNonNull(reopenedAt, "reopenedAt");
        }

        @Override
        public Instant happenedAt() {
            return reopenedAt;
        }
    }

    /** The matter is over. */
    record TicketClosed(ClosingOutcome outcome, Instant closedAt) implements TicketEvent {
        public TicketClosed {
            Objects.requireNonNull(outcome, "outcome");
            Objects.requireNonNull(closedAt, "closedAt");
        }

        @Override
        public Instant happenedAt() {
            return closedAt;
        }
    }

    /** The customer's word on answer and handling when the ticket was closed. */
    enum ClosingOutcome {
        SATISFIED,
        BASICALLY_SATISFIED,
        NOT_SATISFIED,
        NOT_SURVEYED
    }

    /** The customer urged his open ticket (催单, domain.md §2.7 a); {@code count} is how often so far, from 1. */
    record TicketUrged(int count, Instant urgedAt) implements TicketEvent {
        public TicketUrged {
            Objects.requireNonNull(urgedAt, "urgedAt");
            if (count < 1) {
                throw new IllegalArgumentException("count: " + count + " (expected: >= 1)");
            }
        }

        @Override
        public Instant happenedAt() {
            return urgedAt;
        }
    }

    /** The ticket counts no more (作废, domain.md §2.8); {@code duplicateOf} is the ticketId of the one that stays. */
    record TicketVoided(String reason, Optional<String> duplicateOf, Instant voidedAt) implements TicketEvent {
        public TicketVoided {
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(voidedAt, "voidedAt");
        }

        @Override
        public Instant happenedAt() {
            return voidedAt;
        }
    }

    /** The void was a mistake; the ticket stands as before it. */
    record VoidWithdrawn(String reason, Instant withdrawnAt) implements TicketEvent {
        public VoidWithdrawn {
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(withdrawnAt, "withdrawnAt");
        }

        @Override
        public Instant happenedAt() {
            return withdrawnAt;
        }
    }
}
