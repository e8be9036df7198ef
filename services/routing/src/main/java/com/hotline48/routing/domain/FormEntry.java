package com.hotline48.routing.domain;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

import com.hotline48.events.Code;

/**
 * Who did what with a form.
 *
 * @param agent employee number of whoever acted for the department
 * @param at when (event time)
 */
public record FormEntry(Act act, Code agent, Instant at, Optional<Note> note) {
    public FormEntry {
        Objects.requireNonNull(act, "act");
        Objects.requireNonNull(agent, "agent");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(note, "note");
    }

    /** What a department can do. */
    public enum Act {
        ACCEPTED,
        INTERIM_FEEDBACK,
        FINAL_FEEDBACK,
        RETURNED
    }
}
