package com.hotline48.routing.application;

import java.util.Objects;
import java.util.Optional;

import com.hotline48.events.Code;
import com.hotline48.routing.domain.Form;
import com.hotline48.routing.domain.FormId;
import com.hotline48.routing.domain.FormStatus;
import com.hotline48.routing.domain.TicketId;

/**
 * Which forms are looked for; they come by ticket and hop.
 *
 * @param after the last one of the page before
 * @param limit 1..200
 */
public record FormQuery(
        Optional<TicketId> ticketId,
        Optional<Code> department,
        Optional<FormStatus> state,
        Optional<FormId> after,
        int limit) {

    /** Larger pages would make answers slow for everybody. */
    public static final int MAX_LIMIT = 200;

    public FormQuery {
        Objects.requireNonNull(ticketId, "ticketId");
        Objects.requireNonNull(department, "department");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(after, "after");
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit: " + limit + " (expected: 1.." + MAX_LIMIT + ")");
        }
    }

    /** Whether a form is looked for. */
    public boolean fits(Form form) {
        return ticketId.map(form.id().ticketId()::equals).orElse(true)
                && department.map(form.department()::equals).orElse(true)
                && state.map(form.state().status()::equals).orElse(true)
                && after.map(last -> isAfter(form.id(), last)).orElse(true);
    }

    private static boolean isAfter(FormId id, FormId last) {
        int byTicket = id.ticketId().value().compareTo(last.ticketId().value());
        return byTicket > 0 || (byTicket == 0 && id.hop() > last.hop());
    }
}
