package com.hotline48.reporting.domain;

/** How a complaint stands to earlier ones of the same customer, a repeat with its cause (domain.md §5). */
public enum Relation {
    NONE,
    URGING,
    REPEAT_UNSATISFIED,
    REPEAT_OVERDUE,
    REPEAT_DECLARED
}
