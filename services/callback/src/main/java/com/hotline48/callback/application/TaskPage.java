package com.hotline48.callback.application;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import com.hotline48.callback.domain.TaskId;

/**
 * Some of the tasks that were looked for.
 *
 * @param next {@link TaskQuery#after} of the next page, empty when this is the last one
 */
public record TaskPage(List<TaskView> tasks, Optional<TaskQuery.Place> next) {
    public TaskPage {
        tasks = List.copyOf(tasks);
        Objects.requireNonNull(next, "next");
    }

    /**
     * A page of what was found.
     *
     * @param found in order, at least one more than the limit if there are more
     */
    public static TaskPage of(List<TaskView> found, int limit) {
        if (found.size() <= limit) {
            return new TaskPage(found, Optional.empty());
        }
        List<TaskView> tasks = found.subList(0, limit);
        TaskView last = tasks.get(tasks.size() - 1);
        return new TaskPage(tasks, TaskId.parse(last.taskId()).map(id -> new TaskQuery.Place(last.dueAt(), id)));
    }
}
