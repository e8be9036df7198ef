package com.hotline48.events.sla;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

import com.hotline48.events.HotlineEvent;

/**
 * What was announced about the clocks of one ticket and its relation to earlier complaints; subject and key are the
 * ticketId. The latest event of a clock tells its state: started = running, met, breached, judgement withdrawn =
 * running again, cancelled.
 */
public sealed interface SlaEvent extends HotlineEvent {

    /** Which promise a clock measures (domain.md §4). */
    enum ClockKind {
        COMPLAINT_ANSWER
    }

    /** What a clock was judged to be. */
    enum Judgement {
        MET,
        BREACHED
    }

    /** How a complaint stands to earlier ones of the same customer (domain.md §5). */
    enum Relation {
        REPEAT,
        URGING,
        NONE
    }

    /** Why a complaint is a repeat (domain.md §5). */
    enum RepeatCause {
        UNSATISFIED,
        OVERDUE,
        DECLARED
    }

    /**
     * A clock runs, or runs again after it was cancelled.
     *
     * @param clockId unique within the ticket
     * @param startedAt event time from which the limit counts
     * @param policyVersion version of the rule that gave the limit
     * @param provisional true when {@code dueAt} may still move because a calendar is not published yet
     */
    record ClockStarted(
            String clockId, ClockKind kind, Instant startedAt, Instant dueAt, String policyVersion, boolean provisional)
            implements SlaEvent {
        public ClockStarted {
            Objects.requireNonNull(clockId, "clockId");
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(startedAt, "startedAt");
            Objects.requireNonNull(dueAt, "dueAt");
            Objects.requireNonNull(policyVersion, "policyVersion");
        }

        @Override
        public Instant happenedAt() {
            return startedAt;
        }
    }

    /** {@code level} percent of the limit are used up, 1..99, at {@code warnedAt}. */
    record DeadlineWarned(String clockId, ClockKind kind, int level, Instant warnedAt) implements SlaEvent {
        public DeadlineWarned {
            Objects.requireNonNull(clockId, "clockId");
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(warnedAt, "warnedAt");
            if (level < 1 || level > 99) {
                throw new IllegalArgumentException("level: " + level + " (expected: 1..99)");
            }
        }

        @Override
        public Instant happenedAt() {
            return warnedAt;
        }
    }

    /** Stopped within the limit: {@code stoppedAt <= dueAt}. */
    record DeadlineMet(String clockId, ClockKind kind, Instant stoppedAt, Instant dueAt) implements SlaEvent {
        public DeadlineMet {
            Objects.requireNonNull(clockId, "clockId");
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(stoppedAt, "stoppedAt");
            Objects.requireNonNull(dueAt, "dueAt");
        }

        @Override
        public Instant happenedAt() {
            return stoppedAt;
        }
    }

    /** Not stopped within the limit: breached as of {@code dueAt}, noticed at {@code detectedAt}. */
    record DeadlineBreached(String clockId, ClockKind kind, Instant dueAt, Instant detectedAt) implements SlaEvent {
        public DeadlineBreached {
            Objects.requireNonNull(clockId, "clockId");
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(dueAt, "dueAt");
            Objects.requireNonNull(detectedAt, "detectedAt");
        }

        @Override
        public Instant happenedAt() {
            return dueAt;
        }
    }

    /** The ground of a judgement fell (domain.md §4): a late event, a corrected instant, a reopening. */
    record JudgementWithdrawn(
            String clockId, ClockKind kind, Judgement judgement, WithdrawalCause cause, Instant withdrawnAt)
            implements SlaEvent {
        public JudgementWithdrawn {
            Objects.requireNonNull(clockId, "clockId");
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(judgement, "judgement");
            Objects.requireNonNull(cause, "cause");
            Objects.requireNonNull(withdrawnAt, "withdrawnAt");
        }

        /** What made a judgement's ground fall. */
        public enum WithdrawalCause {
            LATE_EVENT,
            CORRECTED,
            REOPENED
        }

        @Override
        public Instant happenedAt() {
            return withdrawnAt;
        }
    }

    /** The clock measures nothing any more. */
    record ClockCancelled(String clockId, ClockKind kind, CancelCause cause, Instant cancelledAt) implements SlaEvent {
        public ClockCancelled {
            Objects.requireNonNull(clockId, "clockId");
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(cause, "cause");
            Objects.requireNonNull(cancelledAt, "cancelledAt");
        }

        /** Why a clock measures nothing any more. */
        public enum CancelCause {
            VOIDED,
            RECLASSIFIED
        }

        @Override
        public Instant happenedAt() {
            return cancelledAt;
        }
    }

    /**
     * The verdict on a complaint's relation to earlier ones, each replacing the one before (domain.md §5).
     *
     * @param earlier ticketId of the earlier complaint that decided, absent for NONE
     * @param cause present iff REPEAT
     * @param acceptedAt when the complaint itself was accepted
     */
    record ComplaintRelationSet(
            Relation relation, Optional<String> earlier, Optional<RepeatCause> cause, Instant acceptedAt)
            implements SlaEvent {
        public ComplaintRelationSet {
            Objects.requireNonNull(relation, "relation");
            Objects.requireNonNull(acceptedAt, "acceptedAt");
            if (cause.isPresent() != (relation == Relation.REPEAT)) {
                throw new IllegalArgumentException("cause: " + cause + " (expected: present iff REPEAT)");
            }
        }

        @Override
        public Instant happenedAt() {
            return acceptedAt;
        }
    }
}
