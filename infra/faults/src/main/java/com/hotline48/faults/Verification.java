package com.hotline48.faults;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import com.hotline48.faults.Journal.Command;
import com.hotline48.faults.Journal.Kind;
import com.hotline48.faults.Journal.TicketEntry;
import com.hotline48.faults.Observed.Event;
import com.hotline48.faults.Observed.Ticket;

/**
 * Compares what clients were told with what is there: every acknowledged command once in effect, every other one once
 * or not at all, nothing half.
 */
final class Verification {

    private final Map<String, TicketEntry> journal;
    private final Observed observed;
    private final List<String> violations = new ArrayList<>();

    private Verification(Map<String, TicketEntry> journal, Observed observed) {
        this.journal = journal;
        this.observed = observed;
    }

    /** What is wrong; empty if nothing. */
    static List<String> violations(Map<String, TicketEntry> journal, Observed observed) {
        Verification verification = new Verification(journal, observed);
        verification.acknowledgedTicketsAreThere();
        observed.tickets().forEach(verification::ticketIsWhole);
        verification.effectsAreTheJournals();
        verification.numbersAreUnique();
        verification.figuresFit();
        return List.copyOf(verification.violations);
    }

    private void acknowledgedTicketsAreThere() {
        Map<String, String> origins = new HashMap<>();
        journal.forEach((origin, entry) -> entry.ticketId().ifPresent(id -> {
            Ticket ticket = observed.tickets().get(id);
            check(ticket != null && ticket.number().isPresent(), id, "acknowledged and not there");
            check(ticket == null || ticket.listed(), id, "acknowledged and not in the list");
            check(
                    ticket == null || ticket.byOrigin().map(id::equals).orElse(true),
                    id,
                    "its origin gives another ticket");
            check(origins.put(id, origin) == null, id, "two origins share it");
        }));
    }

    private void ticketIsWhole(String id, Ticket ticket) {
        check(ticket.listed() || ticket.events().isEmpty(), id, "has events and is not in the list");
        check(!ticket.events().isEmpty(), id, "a document without events");
        List<Event> distinct = distinct(id, "tickets", ticket.events());
        check(
                distinct.isEmpty() || distinct.get(0).kind().equals(Optional.of(Kind.ACCEPT)),
                id,
                "its first event is no acceptance");
        check(
                ticket.historyLength() == distinct.size(),
                id,
                "history of " + ticket.historyLength() + " entries, " + distinct.size() + " events");

        boolean answered = distinct.stream().anyMatch(event -> event.kind().equals(Optional.of(Kind.ANSWER)));
        String expected = answered ? "MET" : "RUNNING";
        check(
                ticket.clockState().equals(Optional.of(expected)),
                id,
                "clock is " + ticket.clockState().orElse("not there") + ", expected " + expected);
        distinct(id, "sla", ticket.announced());
        Map<String, Integer> types = new TreeMap<>();
        Set<String> seen = new HashSet<>();
        ticket.announced().stream()
                .filter(event -> seen.add(event.source() + event.sequence()))
                .filter(event -> !event.type().equals("DeadlineWarned"))
                .forEach(event -> types.merge(event.type(), 1, Integer::sum));
        Map<String, Integer> wanted =
                answered ? Map.of("ClockStarted", 1, "DeadlineMet", 1) : Map.of("ClockStarted", 1);
        check(types.equals(wanted), id, "announced " + types + ", expected " + wanted);
    }

    /** One event per sequence, gapless from 1 for each source; a sequence told twice must tell the same, in order. */
    private List<Event> distinct(String id, String topic, List<Event> events) {
        Map<String, Map<Long, Event>> bySource = new LinkedHashMap<>();
        for (Event event : events) {
            Map<Long, Event> known = bySource.computeIfAbsent(event.source(), source -> new LinkedHashMap<>());
            Event first = known.putIfAbsent(event.sequence(), event);
            if (first == null) {
                check(
                        event.sequence() == known.size(),
                        id,
                        topic + ": sequence " + event.sequence() + " comes as number " + known.size());
            } else {
                check(first.equals(event), id, topic + ": two facts with sequence " + event.sequence());
            }
        }
        return bySource.values().stream()
                .flatMap(known -> known.values().stream())
                .toList();
    }

    private void effectsAreTheJournals() {
        Map<String, Map<Effect, Boolean>> expected = new HashMap<>();
        Map<Effect, Boolean> withoutTicket = new HashMap<>();
        journal.values().forEach(entry -> {
            Map<Effect, Boolean> effects = entry.ticketId()
                    .map(id -> expected.computeIfAbsent(id, key -> new HashMap<>()))
                    .orElse(withoutTicket);
            entry.acknowledged().forEach((command, acknowledged) -> effects.put(Effect.of(command), acknowledged));
        });
        observed.tickets().forEach((id, ticket) -> {
            Map<Effect, Integer> found = new HashMap<>();
            Set<Long> seen = new HashSet<>();
            ticket.events().stream().filter(event -> seen.add(event.sequence())).forEach(event -> event.kind()
                    .ifPresent(kind -> found.merge(new Effect(kind, event.at()), 1, Integer::sum)));
            Map<Effect, Boolean> wanted = expected.getOrDefault(id, withoutTicket);
            found.forEach((effect, times) -> {
                check(times == 1, id, effect + " took effect " + times + " times");
                check(wanted.containsKey(effect), id, effect + " was never asked for");
            });
        });
        expected.forEach((id, effects) -> {
            Ticket ticket = observed.tickets().get(id);
            effects.forEach((effect, acknowledged) -> {
                boolean there = ticket != null
                        && ticket.events().stream()
                                .anyMatch(event -> event.at().equals(effect.at())
                                        && event.kind().equals(Optional.of(effect.kind())));
                check(there || !acknowledged, id, effect + " was acknowledged and has no effect");
            });
        });
    }

    private void numbersAreUnique() {
        Map<String, String> byNumber = new HashMap<>();
        observed.tickets().forEach((id, ticket) -> ticket.number()
                .ifPresent(number -> check(byNumber.put(number, id) == null, id, "shares its number with another")));
    }

    private void figuresFit() {
        long answers = count(Kind.ANSWER);
        long complaints = observed.tickets().size();
        Observed.Figures expected =
                new Observed.Figures(complaints, answers, complaints - answers, 0, count(Kind.URGE));
        check(
                observed.figures().equals(expected),
                "report",
                observed.figures() + ", expected by the events " + expected);
    }

    private long count(Kind kind) {
        return observed.tickets().values().stream()
                .mapToLong(ticket -> ticket.events().stream()
                        .filter(event -> event.kind().equals(Optional.of(kind)))
                        .map(Event::sequence)
                        .distinct()
                        .count())
                .sum();
    }

    private void check(boolean fine, String where, String what) {
        if (!fine) {
            violations.add(where + ": " + what);
        }
    }

    private record Effect(Kind kind, Instant at) {
        private static Effect of(Command command) {
            return new Effect(command.kind(), command.at());
        }

        @Override
        public String toString() {
            return kind + " of " + at;
        }
    }
}
