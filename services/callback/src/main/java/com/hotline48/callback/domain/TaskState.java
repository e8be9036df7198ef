package com.hotline48.callback.domain;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** Where a task stands; each state offers the moves that are legal from it, all others are empty. */
public sealed interface TaskState {

    TaskStatus status();

    /** After the customer was reached. */
    default Optional<TaskState> reached(Instant at) {
        return Optional.empty();
    }

    /** After the last attempt that may reach nobody. */
    default Optional<TaskState> handedUp(Instant at) {
        return Optional.empty();
    }

    /** After it was found to be no longer wanted. */
    default Optional<TaskState> cancelled(Instant at, CancelReason reason) {
        return Optional.empty();
    }

    /** Somebody still has to reach the customer. */
    sealed interface Pending extends TaskState {

        @Override
        default Optional<TaskState> reached(Instant at) {
            return Optional.of(new Completed(at));
        }

        @Override
        default Optional<TaskState> cancelled(Instant at, CancelReason reason) {
            return Optional.of(new Cancelled(at, reason));
        }
    }

    /** The agents call. */
    record Open() implements Pending {
        @Override
        public TaskStatus status() {
            return TaskStatus.OPEN;
        }

        @Override
        public Optional<TaskState> handedUp(Instant at) {
            return Optional.of(new HandedUp(at));
        }
    }

    /** The supervisor decides, and may still call. */
    record HandedUp(Instant at) implements Pending {
        public HandedUp {
            Objects.requireNonNull(at, "at");
        }

        @Override
        public TaskStatus status() {
            return TaskStatus.HANDED_UP;
        }
    }

    /** The customer was reached. */
    record Completed(Instant at) implements TaskState {
        public Completed {
            Objects.requireNonNull(at, "at");
        }

        @Override
        public TaskStatus status() {
            return TaskStatus.COMPLETED;
        }
    }

    /** No longer wanted. */
    record Cancelled(Instant at, CancelReason reason) implements TaskState {
        public Cancelled {
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(reason, "reason");
        }

        @Override
        public TaskStatus status() {
            return TaskStatus.CANCELLED;
        }
    }
}
