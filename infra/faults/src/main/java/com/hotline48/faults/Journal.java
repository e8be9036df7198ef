package com.hotline48.faults;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the clients sent and what they know of its fate. Safe for many threads. */
final class Journal {

    /** What was asked for; each kind makes one event. */
    enum Kind {
        ACCEPT,
        URGE,
        ANSWER
    }

    /**
     * One command.
     *
     * @param origin of the ticket
     * @param at its {@code occurredAt}: no other command of the ticket has it, so its effect is known by it
     */
    record Command(String origin, Kind kind, String key, Instant at) {}

    /**
     * All that is known of one ticket's commands.
     *
     * @param ticketId empty while its acceptance is not acknowledged
     * @param acknowledged by command; false = perhaps done, perhaps not, and never asked again
     */
    record TicketEntry(Optional<String> ticketId, Map<Command, Boolean> acknowledged) {
        TicketEntry {
            acknowledged = Map.copyOf(acknowledged);
        }
    }

    private final Map<String, String> ticketIds = new HashMap<>();
    private final Map<String, Map<Command, Boolean>> commands = new LinkedHashMap<>();
    private final List<String> oddities = new ArrayList<>();

    /** Before it leaves. */
    synchronized void sent(Command command) {
        commands.computeIfAbsent(command.origin(), origin -> new LinkedHashMap<>())
                .put(command, false);
    }

    /** A 2xx came back. */
    synchronized void acknowledged(Command command, String ticketId) {
        commands.computeIfAbsent(command.origin(), origin -> new LinkedHashMap<>())
                .put(command, true);
        String known = ticketIds.putIfAbsent(command.origin(), ticketId);
        if (known != null && !known.equals(ticketId)) {
            oddities.add("origin " + command.origin() + ": acknowledged as two tickets");
        }
    }

    /** An answer that no client may get. */
    synchronized void oddity(String what) {
        oddities.add(what);
    }

    synchronized List<String> oddities() {
        return List.copyOf(oddities);
    }

    /** By origin. */
    synchronized Map<String, TicketEntry> tickets() {
        Map<String, TicketEntry> tickets = new LinkedHashMap<>();
        commands.forEach((origin, acknowledged) ->
                tickets.put(origin, new TicketEntry(Optional.ofNullable(ticketIds.get(origin)), acknowledged)));
        return tickets;
    }

    /** Number of commands, acknowledged or not. */
    synchronized long count(boolean acknowledged) {
        return commands.values().stream()
                .flatMap(ticket -> ticket.values().stream())
                .filter(state -> state == acknowledged)
                .count();
    }
}
