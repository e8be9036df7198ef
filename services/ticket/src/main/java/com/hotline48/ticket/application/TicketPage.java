package com.hotline48.ticket.application;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Some tickets of a list.
 *
 * @param next where the next page goes on, empty when this is the last one
 */
public record TicketPage(List<TicketSummary> tickets, Optional<TicketFilter.Position> next) {
    public TicketPage {
        tickets = List.copyOf(tickets);
        Objects.requireNonNull(next, "next");
    }
}
