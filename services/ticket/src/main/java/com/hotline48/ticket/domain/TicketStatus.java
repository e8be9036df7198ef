package com.hotline48.ticket.domain;

/** In which state a ticket is, as the API names it. */
public enum TicketStatus {
    ACCEPTED,
    DISPATCHED,
    ANSWERED,
    CLOSED,
    REOPENED,
    VOIDED
}
