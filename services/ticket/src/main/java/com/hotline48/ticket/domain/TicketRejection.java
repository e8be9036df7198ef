package com.hotline48.ticket.domain;

/** Why the ticket service refuses something. */
public enum TicketRejection {
    /** A member is missing, malformed or impossible. */
    INVALID_REQUEST,
    /** The ticket named as the one that stays cannot be that. */
    WRONG_DUPLICATE,
    /** The complaint named as the earlier one cannot be that. */
    WRONG_REPEAT,
    /** The ticket's state does not allow it. */
    ILLEGAL_TRANSITION,
    /** The ticket's history has as many steps as it can hold. */
    HISTORY_FULL,
    /** Another ticket was made of the same contact. */
    ORIGIN_CONFLICT,
    /** The key was used for another request. */
    IDEMPOTENCY_KEY_REUSED,
    /** There is no such ticket. */
    UNKNOWN_TICKET,
    /** The ticket is not in the version that the caller has seen. */
    VERSION_MISMATCH,
    /** Somebody else changed the ticket at the same time. */
    CONCURRENT_CHANGE
}
