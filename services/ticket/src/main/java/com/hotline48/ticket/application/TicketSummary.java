package com.hotline48.ticket.application;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

import com.hotline48.events.ticket.Segment;
import com.hotline48.events.ticket.TicketType;
import com.hotline48.ticket.domain.TicketId;
import com.hotline48.ticket.domain.TicketStatus;

/** A ticket's line in a list. */
public record TicketSummary(
        TicketId id,
        String number,
        TicketType type,
        Optional<String> subtype,
        String title,
        String province,
        Segment segment,
        String agent,
        TicketStatus status,
        int urges,
        long version,
        Instant acceptedAt) {
    public TicketSummary {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(title, "title");
    }

    @Override
    public String toString() {
        return "TicketSummary[id=" + id + ", redacted]";
    }
}
