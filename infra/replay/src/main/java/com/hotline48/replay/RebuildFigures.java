package com.hotline48.replay;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.hotline48.events.Topics;
import com.hotline48.events.centre.Centre;
import com.hotline48.events.centre.Centres;
import com.hotline48.events.ticket.TicketEvent.TicketAccepted;
import com.hotline48.replay.drive.ApiClient;
import com.hotline48.replay.drive.Reply;
import com.hotline48.replay.drive.Reports;
import com.hotline48.replay.drive.TopicReader;
import com.hotline48.replay.figures.FiguresTable;
import com.hotline48.replay.figures.MonthFigures;

/**
 * Has deadlines and figures of a running platform rebuilt from the topics and checks that they come out as they were
 * and that nothing is announced twice. Exit code: 0 equal, 1 something differs, 2 it could not be done.
 */
public final class RebuildFigures {

    private static final String USAGE =
            """
            Rebuilds deadlines and figures from the topics and compares.
              --gateway URL     default http://127.0.0.1:8080
              --sla URL         complaint-sla itself, default http://127.0.0.1:8084
              --reporting URL   reporting itself, default http://127.0.0.1:8085
              --kafka HOST:PORT default 127.0.0.1:9092""";

    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final int SHOWN = 20;

    private final URI gateway;
    private final List<URI> rebuilt;
    private final String kafka;
    private final PrintStream out;

    RebuildFigures(URI gateway, List<URI> rebuilt, String kafka, PrintStream out) {
        this.gateway = gateway;
        this.rebuilt = List.copyOf(rebuilt);
        this.kafka = kafka;
        this.out = out;
    }

    public static void main(String[] args) throws InterruptedException {
        int exit;
        try {
            CommandLine line = new CommandLine(args, Set.of("gateway", "sla", "reporting", "kafka"), Set.of());
            RebuildFigures rebuild = new RebuildFigures(
                    line.url("gateway", "http://127.0.0.1:8080"),
                    List.of(line.url("sla", "http://127.0.0.1:8084"), line.url("reporting", "http://127.0.0.1:8085")),
                    line.value("kafka").orElse("127.0.0.1:9092"),
                    System.out);
            exit = rebuild.run() ? 0 : 1;
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n\n" + USAGE);
            exit = 2;
        } catch (IOException e) {
            System.err.println("Rebuild failed: " + (e.getMessage() == null ? e.toString() : e.getMessage()));
            exit = 2;
        }
        System.exit(exit);
    }

    /** A report that was asked for: month, and province or national. */
    private record Cell(YearMonth month, Optional<String> scope) implements Comparable<Cell> {

        private String name() {
            return month + " " + scope.orElse("national");
        }

        @Override
        public int compareTo(Cell other) {
            return name().compareTo(other.name());
        }
    }

    boolean run() throws IOException, InterruptedException {
        Reports reports = new Reports(new ApiClient(gateway, Duration.ofMinutes(2)));
        Set<Cell> cells = cells();
        if (cells.isEmpty()) {
            throw new IOException("no complaints yet: play the demo first");
        }
        YearMonth anyMonth = cells.iterator().next().month();
        Instant start = Instant.now();
        await(reports, start, anyMonth);
        Map<Cell, MonthFigures> before = read(reports, cells);
        SlaLog logBefore = SlaLog.read(kafka);
        out.printf("before: %d reports, %,d announcements%n", before.size(), logBefore.size());

        long clock = System.nanoTime();
        for (URI service : rebuilt) {
            rebuild(service);
        }
        Instant end = Instant.now();
        await(reports, end, anyMonth);
        out.printf(
                "rebuilt in %d s%n", Duration.ofNanos(System.nanoTime() - clock).toSeconds());

        Map<Cell, MonthFigures> after = read(reports, cells);
        SlaLog logAfter = SlaLog.read(kafka);
        List<String> wrong = logBefore.violations(logAfter, start);
        before.forEach((cell, figures) -> {
            MonthFigures now = after.getOrDefault(cell, MonthFigures.NONE);
            if (now.equals(figures)) {
                out.printf("  %s: equal (%,d complaints)%n", cell.name(), now.complaints());
            } else {
                out.printf("%n%s differs (expected: before the rebuild)%n", cell.name());
                out.println(FiguresTable.of(now, Optional.of(figures)));
            }
        });
        out.printf("after: %,d announcements, %d tickets with wrong ones%n", logAfter.size(), wrong.size());
        wrong.stream().limit(SHOWN).forEach(out::println);
        boolean equal = before.equals(after) && wrong.isEmpty();
        out.println(equal ? "Figures and judgements are equal, nothing was announced twice." : "THE REBUILD DIFFERS.");
        return equal;
    }

    private Set<Cell> cells() {
        Centres centres = Centres.of(
                Optional.ofNullable(System.getenv("HOTLINE_CENTRES_FILE")).orElse(""));
        Set<Cell> cells = new TreeSet<>();
        try (TopicReader reader = new TopicReader(kafka, true)) {
            reader.readEvents(Topics.TICKETS, event -> {
                if (event.data() instanceof TicketAccepted accepted) {
                    YearMonth month = YearMonth.from(accepted.acceptedAt()
                            .atZone(centres.find(event.province())
                                    .map(Centre::zone)
                                    .orElse(ZoneOffset.UTC)));
                    cells.add(new Cell(month, Optional.of(event.province())));
                    cells.add(new Cell(month, Optional.empty()));
                }
            });
        }
        return cells;
    }

    private static Map<Cell, MonthFigures> read(Reports reports, Set<Cell> cells)
            throws IOException, InterruptedException {
        Map<Cell, MonthFigures> figures = new TreeMap<>();
        for (Cell cell : cells) {
            figures.put(cell, reports.read(cell.month(), cell.scope()).figures());
        }
        return figures;
    }

    private void await(Reports reports, Instant instant, YearMonth month) throws IOException, InterruptedException {
        if (!reports.await(instant, month, Optional.empty(), LIMIT, line -> out.println("  " + line))) {
            throw new IOException("the reports' asOf did not reach " + instant + " within " + LIMIT);
        }
    }

    private void rebuild(URI service) throws IOException, InterruptedException {
        ApiClient api = new ApiClient(service, Duration.ofMinutes(2));
        JsonNode before = state(api);
        Reply asked = api.postOnce(
                "/actuator/rebuild", "rebuild:" + System.currentTimeMillis(), JsonNodeFactory.instance.objectNode());
        if (!asked.isSuccess()) {
            throw new IOException("rebuild at " + service + ": " + asked.problem());
        }
        out.println("  rebuild asked for at " + service);
        long end = System.nanoTime() + LIMIT.toNanos();
        JsonNode after = state(api);
        while (!after.path("state").asText().equals("IDLE")) {
            if (after.path("state").asText().equals("FAILED")) {
                throw new IOException("rebuild at " + service + " failed: " + after);
            }
            if (System.nanoTime() > end) {
                throw new IOException("rebuild at " + service + " does not end within " + LIMIT);
            }
            Thread.sleep(POLL.toMillis());
            after = state(api);
        }
        if (before.has("generation") && before.path("generation").equals(after.path("generation"))) {
            throw new IOException("rebuild at " + service + " ended without a new generation");
        }
        out.println("  rebuilt at " + service + ": " + after);
    }

    private static JsonNode state(ApiClient api) throws IOException, InterruptedException {
        Reply state = api.get("/actuator/rebuild");
        if (!state.isSuccess()) {
            throw new IOException("state of the rebuild: " + state.problem());
        }
        return state.json();
    }
}
