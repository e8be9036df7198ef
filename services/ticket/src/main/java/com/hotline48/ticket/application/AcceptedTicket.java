package com.hotline48.ticket.application;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

import com.hotline48.events.Code;
import com.hotline48.events.ticket.TicketType;
import com.hotline48.ticket.domain.Ticket;
import com.hotline48.ticket.domain.TicketId;
import com.hotline48.ticket.domain.TicketNumber;

/**
 * The answer to whoever wants a ticket made: the ticket as it was accepted, the same for every repetition.
 *
 * @param created this request made it; false = another request had made it of the same contact
 */
public record AcceptedTicket(
        TicketId id,
        TicketNumber number,
        TicketType type,
        Optional<Code> subtype,
        String title,
        String province,
        Instant acceptedAt,
        boolean created) {
    public AcceptedTicket {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(number, "number");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(subtype, "subtype");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(province, "province");
        Objects.requireNonNull(acceptedAt, "acceptedAt");
    }

    static AcceptedTicket of(StoredTicket stored, String key) {
        Ticket ticket = stored.ticket();
        Acceptance first = stored.acceptance();
        return new AcceptedTicket(
                ticket.id(),
                ticket.number(),
                first.type(),
                first.subtype(),
                first.title(),
                ticket.form().province(),
                ticket.acceptedAt(),
                first.key().equals(key));
    }

    @Override
    public String toString() {
        return "AcceptedTicket[id=" + id + ", redacted]";
    }
}
