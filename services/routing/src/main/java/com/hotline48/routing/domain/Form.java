package com.hotline48.routing.domain;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import com.hotline48.events.Code;

/**
 * A processing form (业务处理单) with one department (domain.md §2.4).
 *
 * @param dueAt until when the department has to feed back
 * @param entries what the department did with it, oldest first
 */
public record Form(
        FormId id, Code department, Instant dispatchedAt, Instant dueAt, FormState state, List<FormEntry> entries) {

    /** Interim feedback can be given often, but a document must not grow for ever. */
    static final int MAX_ENTRIES = 100;

    public Form {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(department, "department");
        Objects.requireNonNull(dispatchedAt, "dispatchedAt");
        Objects.requireNonNull(dueAt, "dueAt");
        Objects.requireNonNull(state, "state");
        entries = List.copyOf(entries);
    }

    static Form dispatched(FormId id, Code department, Instant at, RoutingPolicy policy) {
        return new Form(id, department, at, at.plus(policy.feedbackLimit()), new FormState.Dispatched(), List.of());
    }

    /** Whether the department has to deal with it. */
    public boolean isOpen() {
        return state instanceof FormState.Open;
    }

    /** The department's last note. */
    public Optional<Note> note() {
        return entries.stream().flatMap(entry -> entry.note().stream()).reduce((earlier, later) -> later);
    }

    /** Before this nothing more can happen to it. */
    Instant lastInstant() {
        return Stream.concat(Stream.of(dispatchedAt), entries.stream().map(FormEntry::at))
                .max(Instant::compareTo)
                .orElse(dispatchedAt);
    }

    Form in(FormState next) {
        return new Form(id, department, dispatchedAt, dueAt, next, entries);
    }

    Form with(FormEntry entry) {
        return new Form(
                id,
                department,
                dispatchedAt,
                dueAt,
                state,
                Stream.concat(entries.stream(), Stream.of(entry)).toList());
    }
}
