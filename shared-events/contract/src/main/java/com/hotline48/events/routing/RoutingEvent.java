package com.hotline48.events.routing;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.hotline48.events.HotlineEvent;

/** A fact about the processing forms (业务处理单) of one ticket; subject and key are the ticketId. */
public sealed interface RoutingEvent extends HotlineEvent {

    /** Which form of the ticket. */
    String formId();

    /**
     * A form went to a department (domain.md §2.4).
     *
     * @param hop how many departments have had the matter, this one included, from 1
     * @param dueAt until when it has to feed back
     */
    record FormDispatched(String formId, String department, int hop, Instant dispatchedAt, Instant dueAt)
            implements RoutingEvent {
        public FormDispatched {
            Objects.requireNonNull(formId, "formId");
            Objects.requireNonNull(department, "department");
            Objects.requireNonNull(dispatchedAt, "dispatchedAt");
            Objects.requireNonNull(dueAt, "dueAt");
            if (hop < 1) {
                throw new IllegalArgumentException("hop: " + hop + " (expected: >= 1)");
            }
        }

        @Override
        public Instant happenedAt() {
            return dispatchedAt;
        }
    }

    /** The department took the form on. */
    record FormAccepted(String formId, Instant acceptedAt) implements RoutingEvent {
        public FormAccepted {
            Objects.requireNonNull(formId, "formId");
            Objects.requireNonNull(acceptedAt, "acceptedAt");
        }

        @Override
        public Instant happenedAt() {
            return acceptedAt;
        }
    }

    /**
     * The department reported back.
     *
     * @param last true for the final feedback; JSON name {@code final}
     * @param customerAnsweredAt when the department itself gave the customer the answer, if it did
     */
    record FormFedBack(
            String formId,
            String department,
            @JsonProperty("final") boolean last,
            Instant fedBackAt,
            Optional<Instant> customerAnsweredAt)
            implements RoutingEvent {
        public FormFedBack {
            Objects.requireNonNull(formId, "formId");
            Objects.requireNonNull(department, "department");
            Objects.requireNonNull(fedBackAt, "fedBackAt");
        }

        @Override
        public Instant happenedAt() {
            return fedBackAt;
        }
    }

    /** The department sent the form back as misrouted (错派). */
    record FormReturned(String formId, String department, String reason, Instant returnedAt) implements RoutingEvent {
        public FormReturned {
            Objects.requireNonNull(formId, "formId");
            Objects.requireNonNull(department, "department");
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(returnedAt, "returnedAt");
        }

        @Override
        public Instant happenedAt() {
            return returnedAt;
        }
    }

    /** The form is no longer wanted: the ticket was sent elsewhere, answered or voided. */
    record FormCancelled(String formId, String department, Cause cause, Instant cancelledAt) implements RoutingEvent {
        public FormCancelled {
            Objects.requireNonNull(formId, "formId");
            Objects.requireNonNull(department, "department");
            Objects.requireNonNull(cause, "cause");
            Objects.requireNonNull(cancelledAt, "cancelledAt");
        }

        /** Why a form is no longer wanted. */
        public enum Cause {
            REDISPATCHED,
            TICKET_ANSWERED,
            TICKET_CLOSED,
            TICKET_VOIDED
        }

        @Override
        public Instant happenedAt() {
            return cancelledAt;
        }
    }

    /** No form could be made; {@code formId} names the one that was not. */
    record RoutingFailed(String formId, Why why, Instant failedAt) implements RoutingEvent {
        public RoutingFailed {
            Objects.requireNonNull(formId, "formId");
            Objects.requireNonNull(why, "why");
            Objects.requireNonNull(failedAt, "failedAt");
        }

        /** Why no form could be made. */
        public enum Why {
            NO_RULE,
            HOP_LIMIT
        }

        @Override
        public Instant happenedAt() {
            return failedAt;
        }
    }
}
