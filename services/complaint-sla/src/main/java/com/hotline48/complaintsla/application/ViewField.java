package com.hotline48.complaintsla.application;

/** The fields of a ticket's view. */
public enum ViewField {
    TYPE,
    PROVINCE,
    ANSWERED_AT,
    CLOCK_ID,
    KIND,
    ACCEPTED_AT,
    DUE_AT,
    STATE,
    STOPPED_AT,
    BREACHED_AT,
    CANCELLED_AT,
    RELATION,
    EARLIER,
    CAUSE
}
