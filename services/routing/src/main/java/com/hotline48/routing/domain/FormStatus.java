package com.hotline48.routing.domain;

/** The name of a form's state. */
public enum FormStatus {
    /** Sent to the department. */
    DISPATCHED,
    /** The department has taken it on. */
    ACCEPTED,
    /** The department has given its final feedback. */
    FED_BACK,
    /** The department is not responsible (错派). */
    RETURNED,
    /** No longer wanted. */
    CANCELLED
}
