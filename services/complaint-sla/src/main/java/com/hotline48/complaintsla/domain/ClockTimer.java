package com.hotline48.complaintsla.domain;

import java.time.Instant;
import java.util.Objects;

/**
 * The next instant at which a running clock needs attention though no event comes.
 *
 * @param level percent of the warning, 0 = the due instant
 * @param fireAt not before the log was read up to here
 * @param late whether the clock was registered when its due instant had passed already (imports, late notes)
 */
public record ClockTimer(int level, Instant fireAt, boolean late) {
    public ClockTimer {
        Objects.requireNonNull(fireAt, "fireAt");
    }
}
