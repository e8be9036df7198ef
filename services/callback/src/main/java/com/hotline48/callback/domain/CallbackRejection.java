package com.hotline48.callback.domain;

/** Why the callback service refuses something. */
public enum CallbackRejection {
    /** A member is missing, malformed or impossible. */
    INVALID_REQUEST,
    /** There is no such task. */
    UNKNOWN_TASK,
    /** The task's state does not allow it. */
    ILLEGAL_TRANSITION,
    /** The task has as many attempts as it can hold. */
    TASK_FULL,
    /** The key was used for another request. */
    IDEMPOTENCY_KEY_REUSED
}
