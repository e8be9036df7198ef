package com.hotline48.complaintsla.domain;

/** What a clock is judged to be. */
public enum ClockState {
    RUNNING,
    MET,
    BREACHED,
    CANCELLED
}
