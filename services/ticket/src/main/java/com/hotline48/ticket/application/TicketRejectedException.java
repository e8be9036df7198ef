package com.hotline48.ticket.application;

import java.util.List;
import java.util.Optional;

import com.hotline48.ticket.domain.Decision;
import com.hotline48.ticket.domain.TicketRejection;
import com.hotline48.ticket.domain.TicketStatus;

/** A refusal on its way to whoever asked. */
public final class TicketRejectedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Decision.Rejected rejected;
    private final transient Optional<StoredTicket> ticket;

    /** @param ticket as it stands, when the refusal has to do with that */
    public TicketRejectedException(Decision.Rejected rejected, Optional<StoredTicket> ticket) {
        super(rejected.code().name());
        this.rejected = rejected;
        this.ticket = ticket;
    }

    static TicketRejectedException of(TicketRejection code, String detail) {
        return new TicketRejectedException(new Decision.Rejected(code, detail, List.of()), Optional.empty());
    }

    static TicketRejectedException of(TicketRejection code, String detail, StoredTicket ticket) {
        return new TicketRejectedException(new Decision.Rejected(code, detail, List.of()), Optional.of(ticket));
    }

    /** There is no such ticket. */
    public static TicketRejectedException unknownTicket() {
        return of(TicketRejection.UNKNOWN_TICKET, "There is no such ticket.");
    }

    public Decision.Rejected rejected() {
        return rejected;
    }

    /** The ticket's current version. */
    public Optional<Long> version() {
        return ticket.map(StoredTicket::version);
    }

    /** The ticket's current state. */
    public Optional<TicketStatus> status() {
        return ticket.map(stored -> stored.ticket().state().status());
    }
}
