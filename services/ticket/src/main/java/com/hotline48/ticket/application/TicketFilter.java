package com.hotline48.ticket.application;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

import com.hotline48.events.ticket.TicketType;
import com.hotline48.ticket.domain.TicketId;
import com.hotline48.ticket.domain.TicketStatus;

/**
 * Which tickets to list.
 *
 * @param from accepted at or after
 * @param to accepted before
 * @param after go on behind this one
 * @param limit tickets per page, 1..200
 */
public record TicketFilter(
        Optional<TicketType> type,
        Optional<TicketStatus> status,
        Optional<String> province,
        Optional<Instant> from,
        Optional<Instant> to,
        Optional<Position> after,
        int limit) {

    /** More per page would keep too much in memory for one request. */
    public static final int MAX_LIMIT = 200;

    public TicketFilter {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(province, "province");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(after, "after");
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit: " + limit + " (expected: 1.." + MAX_LIMIT + ")");
        }
    }

    /** A ticket's place in the order by acceptance; it stays, whatever happens to the ticket. */
    public record Position(Instant acceptedAt, TicketId id) {
        public Position {
            Objects.requireNonNull(acceptedAt, "acceptedAt");
            Objects.requireNonNull(id, "id");
        }
    }
}
