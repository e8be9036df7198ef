package com.hotline48.faults;

import java.io.IOException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import com.fasterxml.jackson.databind.JsonNode;
import com.hotline48.events.EventEnvelope;
import com.hotline48.events.Topics;
import com.hotline48.events.ticket.TicketEvent.TicketAccepted;
import com.hotline48.events.ticket.TicketEvent.TicketAnswered;
import com.hotline48.events.ticket.TicketEvent.TicketUrged;
import com.hotline48.faults.Journal.Command;
import com.hotline48.faults.Journal.Kind;
import com.hotline48.faults.Journal.TicketEntry;
import com.hotline48.replay.drive.ApiClient;
import com.hotline48.replay.drive.Reply;
import com.hotline48.replay.drive.Reports;
import com.hotline48.replay.drive.TopicReader;
import com.hotline48.replay.figures.MonthFigures;

/** Looks at a platform from outside: API and topics. */
final class Observer {

    private static final int THREADS = 16;
    private static final int PAGE = 100;

    private final ApiClient api;
    private final String kafka;

    Observer(ApiClient api, String kafka) {
        this.api = api;
        this.kafka = kafka;
    }

    /** What each origin gives when its acceptance is sent once more under another key. */
    Map<String, String> ticketsByOrigin(Map<String, TicketEntry> journal) throws IOException, InterruptedException {
        Map<String, String> found = new ConcurrentHashMap<>();
        List<Command> acceptances = journal.values().stream()
                .filter(entry -> entry.ticketId().isPresent())
                .flatMap(entry -> entry.acknowledged().keySet().stream())
                .filter(command -> command.kind() == Kind.ACCEPT)
                .toList();
        forAll(acceptances, command -> {
            Reply reply = api.post("/api/v1/tickets", "again:" + command.key(), LoadClient.acceptance(command));
            found.put(
                    command.origin(),
                    reply.isSuccess() ? reply.json().path("ticketId").asText() : "refused " + reply.status());
        });
        return found;
    }

    /**
     * All tickets in all places, and the figures of some months.
     *
     * @param byOrigin what {@link #ticketsByOrigin} gave
     */
    Observed observe(
            Map<String, TicketEntry> journal,
            Map<String, String> byOrigin,
            Collection<YearMonth> months,
            String province)
            throws IOException, InterruptedException {
        Map<String, List<Observed.Event>> events = events(Topics.TICKETS, false);
        Map<String, List<Observed.Event>> announced = events(Topics.SLA, true);
        Set<String> listed = listed();
        Map<String, String> originOf = new HashMap<>();
        journal.forEach((origin, entry) -> entry.ticketId().ifPresent(id -> originOf.put(id, origin)));

        Set<String> ids = new HashSet<>(listed);
        ids.addAll(events.keySet());
        ids.addAll(originOf.keySet());
        Map<String, Observed.Ticket> tickets = new ConcurrentHashMap<>();
        forAll(ids, id -> {
            Reply ticket = api.get("/api/v1/tickets/" + id);
            Reply history = api.get("/api/v1/tickets/" + id + "/history");
            Reply sla = api.get("/api/v1/sla/tickets/" + id);
            Optional<String> origin = Optional.ofNullable(originOf.get(id));
            tickets.put(
                    id,
                    new Observed.Ticket(
                            listed.contains(id),
                            text(ticket, "number"),
                            origin.map(byOrigin::get),
                            entries(history),
                            events.getOrDefault(id, List.of()),
                            clock(sla),
                            announced.getOrDefault(id, List.of())));
        });
        return new Observed(tickets, figures(months, province));
    }

    private Observed.Figures figures(Collection<YearMonth> months, String province)
            throws IOException, InterruptedException {
        Reports reports = new Reports(api);
        Observed.Figures sum = new Observed.Figures(0, 0, 0, 0, 0);
        for (YearMonth month : months) {
            MonthFigures figures = reports.read(month, Optional.of(province)).figures();
            sum = new Observed.Figures(
                    sum.complaints() + figures.complaints(),
                    sum.answeredWithinLimit() + figures.answeredWithinLimit(),
                    sum.open() + figures.open(),
                    sum.overdue() + figures.overdue(),
                    sum.urgeCommands() + figures.urgeCommands());
        }
        return sum;
    }

    private Set<String> listed() throws IOException, InterruptedException {
        Set<String> ids = new HashSet<>();
        Optional<String> cursor = Optional.empty();
        do {
            Reply page = api.get("/api/v1/tickets?limit=" + PAGE
                    + cursor.map(value -> "&cursor=" + value).orElse(""));
            if (!page.isSuccess()) {
                throw new IOException("list of tickets: " + page.problem());
            }
            for (JsonNode ticket : page.json().path("items")) {
                ids.add(ticket.path("ticketId").asText());
            }
            cursor = text(page, "nextCursor");
        } while (cursor.isPresent());
        return ids;
    }

    private Map<String, List<Observed.Event>> events(String topic, boolean committedOnly) {
        Map<String, List<Observed.Event>> bySubject = new HashMap<>();
        try (TopicReader reader = new TopicReader(kafka, committedOnly)) {
            reader.readEvents(topic, event -> bySubject
                    .computeIfAbsent(event.subject(), subject -> new ArrayList<>())
                    .add(new Observed.Event(
                            event.source(),
                            event.sequence(),
                            event.data().getClass().getSimpleName(),
                            kind(event),
                            event.time())));
        }
        return bySubject;
    }

    private static Optional<Kind> kind(EventEnvelope<?> event) {
        if (event.data() instanceof TicketAccepted) {
            return Optional.of(Kind.ACCEPT);
        }
        if (event.data() instanceof TicketUrged) {
            return Optional.of(Kind.URGE);
        }
        return event.data() instanceof TicketAnswered ? Optional.of(Kind.ANSWER) : Optional.empty();
    }

    private static Optional<String> clock(Reply sla) {
        for (JsonNode clock : sla.json().path("clocks")) {
            if (clock.path("kind").asText().equals("COMPLAINT_ANSWER")) {
                return Optional.ofNullable(clock.path("state").textValue());
            }
        }
        return Optional.empty();
    }

    private static int entries(Reply history) {
        return history.isSuccess() ? history.json().path("steps").size() : 0;
    }

    private static Optional<String> text(Reply reply, String field) {
        return reply.isSuccess() ? Optional.ofNullable(reply.json().path(field).textValue()) : Optional.empty();
    }

    private interface Look<T> {
        void at(T subject) throws IOException, InterruptedException;
    }

    private static <T> void forAll(Collection<T> subjects, Look<T> look) throws IOException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<T>> running = new ArrayList<>();
            for (T subject : subjects) {
                running.add(threads.submit(() -> {
                    look.at(subject);
                    return subject;
                }));
            }
            for (Future<T> one : running) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new IOException("looking at the platform: " + e.getCause(), e);
        } finally {
            threads.shutdownNow();
        }
    }
}
