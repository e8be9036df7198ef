package com.hotline48.callback.application;

import reactor.core.publisher.Mono;

/** Finds tasks. */
public interface TaskDirectory {

    /** The tasks that fit, soonest due first. */
    Mono<TaskPage> find(TaskQuery query);
}
