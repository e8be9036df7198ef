package com.hotline48.callback.domain;

/** Why a call is no longer wanted; the name travels on events. */
public enum CancelReason {
    TICKET_REOPENED,
    TICKET_CLOSED,
    TICKET_VOIDED,
    /** No reply is wanted any more: the ticket has its answer. */
    TICKET_ANSWERED,
    /** No reply is wanted any more: the department gave the customer the answer. */
    CUSTOMER_ANSWERED,
    /** It is no complaint any more. */
    TICKET_RECLASSIFIED
}
