package com.hotline48.ticket.application;

import java.util.Objects;

import com.hotline48.delivery.outbox.HandledCommand;
import com.hotline48.ticket.domain.TicketId;
import com.hotline48.ticket.domain.TicketNumber;
import com.hotline48.ticket.domain.TicketStatus;

/**
 * The answer to whoever changed a ticket, the same for every repetition.
 *
 * @param version after the change
 */
public record ChangedTicket(TicketId id, TicketNumber number, TicketStatus status, long version) {
    public ChangedTicket {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(number, "number");
        Objects.requireNonNull(status, "status");
    }

    /** What is kept of it with the ticket. */
    String encode() {
        return status + " " + version;
    }

    /** The answer that a ticket's handled command was given. */
    static ChangedTicket of(StoredTicket stored, HandledCommand command) {
        int space = command.answer().indexOf(' ');
        return new ChangedTicket(
                stored.ticket().id(),
                stored.ticket().number(),
                TicketStatus.valueOf(command.answer().substring(0, space)),
                Long.parseLong(command.answer().substring(space + 1)));
    }
}
