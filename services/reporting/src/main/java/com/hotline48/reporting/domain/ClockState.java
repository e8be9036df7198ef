package com.hotline48.reporting.domain;

/** What was last announced about a complaint's answer clock (domain.md §4). */
public enum ClockState {
    /** Nothing announced yet. */
    UNKNOWN,
    RUNNING,
    MET,
    BREACHED,
    CANCELLED
}
