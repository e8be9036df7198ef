package com.hotline48.complaintsla.application;

import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What one event changes in the view of a ticket. Each part has one source, with a numbering of its own, so changes of
 * different parts commute.
 *
 * @param sequence changes of the part with this number or a lower one take effect no more
 * @param set new values by field
 * @param unset fields without a value from now on
 */
public record ViewChange(String ticketId, Part part, long sequence, Map<ViewField, Object> set, Set<ViewField> unset) {

    /** Who writes. */
    public enum Part {
        TICKET,
        CLOCK,
        RELATION
    }

    public ViewChange {
        Objects.requireNonNull(ticketId, "ticketId");
        Objects.requireNonNull(part, "part");
        set = Map.copyOf(set);
        unset = Set.copyOf(unset);
    }
}
