package com.hotline48.events.ticket;

/** The customer's segment; key accounts are 大客户. */
public enum Segment {
    STANDARD,
    KEY_ACCOUNT
}
