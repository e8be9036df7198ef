package com.hotline48.routing.domain;

/** Why the routing service refuses something. */
public enum RoutingRejection {
    /** A member is missing, malformed or impossible. */
    INVALID_REQUEST,
    /** There is no such form. */
    UNKNOWN_FORM,
    /** The form's state does not allow it. */
    ILLEGAL_TRANSITION,
    /** The form has as many entries as it can hold. */
    FORM_FULL,
    /** The key was used for another request. */
    IDEMPOTENCY_KEY_REUSED
}
