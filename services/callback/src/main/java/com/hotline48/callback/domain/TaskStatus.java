package com.hotline48.callback.domain;

/** The name of a task's state. */
public enum TaskStatus {
    /** The customer has to be called. */
    OPEN,
    /** The customer was reached. */
    COMPLETED,
    /** Nobody could be reached: the supervisor decides. */
    HANDED_UP,
    /** No longer wanted. */
    CANCELLED
}
