package com.hotline48.callback.application;

import java.util.OptionalLong;

import com.hotline48.callback.domain.CallbackRejection;
import com.hotline48.callback.domain.Decision;
import com.hotline48.callback.domain.TaskId;
import reactor.core.publisher.Mono;

/** Shows tasks. */
public final class FindTasks {

    private final CallbackStore store;
    private final TaskDirectory directory;

    public FindTasks(CallbackStore store, TaskDirectory directory) {
        this.store = store;
        this.directory = directory;
    }

    /** Some of the tasks that fit. */
    public Mono<TaskPage> list(TaskQuery query) {
        return directory.find(query);
    }

    /** One task; fails with {@link CallbackRejectedException} if there is none. */
    public Mono<TaskView> one(TaskId id) {
        return store.find(id.ticketId())
                .flatMap(read -> Mono.justOrEmpty(read.callbacks()
                        .task(id)
                        .map(task -> TaskView.whole(task, read.aggregate().version()))))
                .switchIfEmpty(Mono.error(() -> new CallbackRejectedException(
                        Decision.Rejected.because(CallbackRejection.UNKNOWN_TASK, "There is no task with this id."),
                        OptionalLong.empty())));
    }
}
