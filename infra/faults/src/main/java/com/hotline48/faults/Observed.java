package com.hotline48.faults;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.hotline48.faults.Journal.Kind;

/**
 * What the platform shows when the load is over.
 *
 * @param tickets by ticketId, whatever place it was found in
 * @param figures complaint figures of all months of the load
 */
record Observed(Map<String, Ticket> tickets, Figures figures) {

    Observed {
        tickets = Map.copyOf(tickets);
    }

    /**
     * One ticket in all places.
     *
     * @param listed the list of tickets has it
     * @param number of the API, empty when it cannot be read
     * @param byOrigin the ticketId that its origin gives when it is sent once more, empty when not tried
     * @param historyLength entries of its history
     * @param events of hotline.tickets.v1 in the order of the log, duplicates included
     * @param clockState of the API's complaint clock, empty when it has none
     * @param announced of hotline.sla.v1 in the order of the log
     */
    record Ticket(
            boolean listed,
            Optional<String> number,
            Optional<String> byOrigin,
            int historyLength,
            List<Event> events,
            Optional<String> clockState,
            List<Event> announced) {
        Ticket {
            events = List.copyOf(events);
            announced = List.copyOf(announced);
        }
    }

    /**
     * One record.
     *
     * @param kind what it says about a command, empty if it is of another type
     * @param type simple name of the fact
     */
    record Event(String source, long sequence, String type, Optional<Kind> kind, Instant at) {}

    /** Complaint figures, as counts. */
    record Figures(long complaints, long answeredWithinLimit, long open, long overdue, long urgeCommands) {}
}
