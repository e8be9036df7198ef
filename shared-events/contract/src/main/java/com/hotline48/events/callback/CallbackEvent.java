package com.hotline48.events.callback;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.hotline48.events.HotlineEvent;

/** A fact about callbacks to the customer of one ticket; subject and key are the ticketId. */
public sealed interface CallbackEvent extends HotlineEvent {

    /** Which task of the ticket. */
    String taskId();

    /** Why the customer is called (domain.md §3). */
    enum Kind {
        REPLY,
        REVISIT,
        COMPLAINT_REVISIT
    }

    /** How an attempt ended (domain.md §3). */
    enum Outcome {
        REACHED,
        NO_ANSWER,
        BUSY,
        WRONG_NUMBER,
        REFUSED,
        DROPPED,
        RESCHEDULED
    }

    /** What the customer says of answer and handling. */
    enum Satisfaction {
        SATISFIED,
        BASICALLY_SATISFIED,
        NOT_SATISFIED
    }

    /** From where a survey's answers come. */
    enum SurveySource {
        AFTER_CALL,
        CALLBACK,
        CAMPAIGN
    }

    /** A call to the customer has to be made until {@code dueAt}, not before {@code notBefore}. */
    record CallbackScheduled(String taskId, Kind kind, Instant scheduledAt, Instant notBefore, Instant dueAt)
            implements CallbackEvent {
        public CallbackScheduled {
            Objects.requireNonNull(taskId, "taskId");
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(scheduledAt, "scheduledAt");
            Objects.requireNonNull(notBefore, "notBefore");
            Objects.requireNonNull(dueAt, "dueAt");
        }

        @Override
        public Instant happenedAt() {
            return scheduledAt;
        }
    }

    /**
     * The customer was called.
     *
     * @param n which attempt of the task, from 1
     * @param nextAt when to try again, absent when there is no next attempt
     */
    record CallbackAttempted(String taskId, int n, Outcome outcome, Instant attemptedAt, Optional<Instant> nextAt)
            implements CallbackEvent {
        public CallbackAttempted {
            Objects.requireNonNull(taskId, "taskId");
            Objects.requireNonNull(outcome, "outcome");
            Objects.requireNonNull(attemptedAt, "attemptedAt");
            if (n < 1) {
                throw new IllegalArgumentException("n: " + n + " (expected: >= 1)");
            }
        }

        @Override
        public Instant happenedAt() {
            return attemptedAt;
        }
    }

    /**
     * The customer was reached and the task is done.
     *
     * @param last true when it gave the customer the final word; a final REPLY answers the ticket; JSON name {@code final}
     */
    record CallbackCompleted(String taskId, Kind kind, Instant reachedAt, @JsonProperty("final") boolean last)
            implements CallbackEvent {
        public CallbackCompleted {
            Objects.requireNonNull(taskId, "taskId");
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(reachedAt, "reachedAt");
        }

        @Override
        public Instant happenedAt() {
            return reachedAt;
        }
    }

    /** Nobody could be reached in {@code attempts} attempts: the supervisor decides. */
    record CallbackHandedUp(String taskId, int attempts, Instant handedUpAt) implements CallbackEvent {
        public CallbackHandedUp {
            Objects.requireNonNull(taskId, "taskId");
            Objects.requireNonNull(handedUpAt, "handedUpAt");
        }

        @Override
        public Instant happenedAt() {
            return handedUpAt;
        }
    }

    /** The call is no longer wanted; {@code reason} is a code, e.g. {@code TICKET_REOPENED}. */
    record CallbackCancelled(String taskId, String reason, Instant cancelledAt) implements CallbackEvent {
        public CallbackCancelled {
            Objects.requireNonNull(taskId, "taskId");
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(cancelledAt, "cancelledAt");
        }

        @Override
        public Instant happenedAt() {
            return cancelledAt;
        }
    }

    /**
     * The customer answered the survey (domain.md §3).
     *
     * @param fixed is the matter settled?
     * @param handling satisfied with answer and handling
     * @param service satisfied with the staff's service, if asked
     * @param pursues does the customer pursue the matter (要追究)?
     */
    record SurveyAnswered(
            String taskId,
            SurveySource source,
            boolean fixed,
            Satisfaction handling,
            Optional<Satisfaction> service,
            boolean pursues,
            Instant answeredAt)
            implements CallbackEvent {
        public SurveyAnswered {
            Objects.requireNonNull(taskId, "taskId");
            Objects.requireNonNull(source, "source");
            Objects.requireNonNull(handling, "handling");
            Objects.requireNonNull(answeredAt, "answeredAt");
        }

        @Override
        public Instant happenedAt() {
            return answeredAt;
        }
    }
}
