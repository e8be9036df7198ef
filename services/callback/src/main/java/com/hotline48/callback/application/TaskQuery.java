package com.hotline48.callback.application;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.hotline48.callback.domain.Task;
import com.hotline48.callback.domain.TaskId;
import com.hotline48.callback.domain.TaskStatus;
import com.hotline48.callback.domain.TicketId;

/**
 * Which tasks are looked for; they come soonest due first.
 *
 * @param dueBefore exclusive
 * @param after the last one of the page before
 * @param limit 1..200
 */
public record TaskQuery(
        Optional<TaskStatus> state,
        Optional<Instant> dueBefore,
        Optional<TicketId> ticketId,
        Optional<Place> after,
        int limit) {

    /** Larger pages would make answers slow for everybody. */
    public static final int MAX_LIMIT = 200;

    public TaskQuery {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(dueBefore, "dueBefore");
        Objects.requireNonNull(ticketId, "ticketId");
        Objects.requireNonNull(after, "after");
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit: " + limit + " (expected: 1.." + MAX_LIMIT + ")");
        }
    }

    /** Whether a task is looked for. */
    public boolean fits(Task task) {
        return state.map(task.state().status()::equals).orElse(true)
                && dueBefore.map(task.dueAt()::isBefore).orElse(true)
                && ticketId.map(task.id().ticketId()::equals).orElse(true)
                && after.map(last -> Place.of(task).compareTo(last) > 0).orElse(true);
    }

    /** Where a task stands in the order of tasks: by due instant, ticket and number. */
    public record Place(Instant dueAt, TaskId task) implements Comparable<Place> {

        private static final Pattern TEXT = Pattern.compile("(-?[0-9]{1,15})\\.([A-Za-z0-9-]{1,80})");
        private static final Comparator<Place> ORDER = Comparator.comparing(Place::dueAt)
                .thenComparing(place -> place.task().ticketId().value())
                .thenComparing(place -> place.task().n());

        public Place {
            Objects.requireNonNull(dueAt, "dueAt");
            Objects.requireNonNull(task, "task");
        }

        static Place of(Task task) {
            return new Place(task.dueAt(), task.id());
        }

        /** The place that a text is, empty when it is none. */
        public static Optional<Place> parse(String text) {
            Matcher matcher = TEXT.matcher(text);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            try {
                Instant dueAt = Instant.ofEpochMilli(Long.parseLong(matcher.group(1)));
                return TaskId.parse(matcher.group(2)).map(task -> new Place(dueAt, task));
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        }

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }

        @Override
        public String toString() {
            return dueAt.toEpochMilli() + "." + task;
        }
    }
}
