package com.hotline48.complaintsla.domain;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

import com.hotline48.events.sla.SlaEvent.JudgementWithdrawn.WithdrawalCause;

/** What happened to a ticket after its acceptance, as far as clocks and repeats care. */
public sealed interface TicketChange {

    /** When it happened (event time, UTC). */
    Instant at();

    /** The facts with this change in. */
    TicketFacts applyTo(TicketFacts facts);

    /** Why a judgement falls if this makes it fall. */
    default WithdrawalCause withdrawalCause() {
        return WithdrawalCause.LATE_EVENT;
    }

    /** The customer has his answer. */
    record Answered(Instant at) implements TicketChange {
        @Override
        public TicketFacts applyTo(TicketFacts facts) {
            return facts.stepped(new Step(Step.Kind.ANSWERED, at));
        }
    }

    /** The instant of the last answer was wrong; {@code answeredAt} is right. */
    record AnswerCorrected(Instant answeredAt, Instant at) implements TicketChange {
        @Override
        public TicketFacts applyTo(TicketFacts facts) {
            return facts.corrected(answeredAt);
        }

        @Override
        public WithdrawalCause withdrawalCause() {
            return WithdrawalCause.CORRECTED;
        }
    }

    /** The answer did not settle the matter. */
    record Reopened(Instant at) implements TicketChange {
        @Override
        public TicketFacts applyTo(TicketFacts facts) {
            return facts.stepped(new Step(Step.Kind.REOPENED, at));
        }

        @Override
        public WithdrawalCause withdrawalCause() {
            return WithdrawalCause.REOPENED;
        }
    }

    /** The matter is over; {@code satisfied} = the customer said so. */
    record Closed(boolean satisfied, Instant at) implements TicketChange {
        @Override
        public TicketFacts applyTo(TicketFacts facts) {
            return facts.closed(satisfied ? Optional.of(at) : Optional.empty());
        }
    }

    /** The ticket counts no more. */
    record Voided(Instant at) implements TicketChange {
        @Override
        public TicketFacts applyTo(TicketFacts facts) {
            return facts.voided(Optional.of(at));
        }
    }

    /** The void was a mistake. */
    record VoidWithdrawn(Instant at) implements TicketChange {
        @Override
        public TicketFacts applyTo(TicketFacts facts) {
            return facts.voided(Optional.empty());
        }
    }

    /** Filed under another type or subtype; {@code misfiled} = counts under it from acceptance (domain.md §2.9). */
    record Reclassified(boolean complaint, Optional<String> subtype, boolean misfiled, Instant at)
            implements TicketChange {
        public Reclassified {
            Objects.requireNonNull(subtype, "subtype");
        }

        @Override
        public TicketFacts applyTo(TicketFacts facts) {
            return facts.reclassified(complaint, subtype, misfiled, at);
        }
    }

    /** Something that neither clock nor repeat depends on. */
    record Other(Instant at) implements TicketChange {
        @Override
        public TicketFacts applyTo(TicketFacts facts) {
            return facts;
        }
    }
}
