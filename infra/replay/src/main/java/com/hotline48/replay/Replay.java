package com.hotline48.replay;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.hotline48.events.centre.Centre;
import com.hotline48.events.centre.Centres;
import com.hotline48.replay.drive.ApiClient;
import com.hotline48.replay.drive.Player;
import com.hotline48.replay.drive.Reports;
import com.hotline48.replay.figures.ExpectedFigures;
import com.hotline48.replay.figures.FiguresTable;
import com.hotline48.replay.figures.MonthFigures;
import com.hotline48.replay.history.IncidentHistory;
import com.hotline48.replay.history.TicketAction;
import com.hotline48.replay.log.Incident;
import com.hotline48.replay.log.IncidentLog;
import com.hotline48.replay.log.LogRow;

/**
 * Plays an incident log into a running platform and compares the month's figures with the expected ones. A second run
 * from the start is harmless. Exit code: 0 equal, 1 a figure differs, 2 it could not be done.
 */
public final class Replay {

    static final String SAMPLE = "events_dev";

    /** Passing faults, such as a restart of the platform, may last this long. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** Judgements of history are held for two minutes (late notes may follow); the rest is slack for slow machines. */
    private static final Duration FIGURES_LIMIT = Duration.ofMinutes(6);

    private final ReplayOptions options;
    private final PrintStream out;

    Replay(ReplayOptions options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    public static void main(String[] args) throws InterruptedException {
        System.exit(run(System.out, args));
    }

    /** The program without the exit: its exit code. */
    public static int run(PrintStream out, String... args) throws InterruptedException {
        try {
            return new Replay(ReplayOptions.of(args), out).run() ? 0 : 1;
        } catch (IllegalArgumentException e) {
            out.println(e.getMessage() + "\n\n" + ReplayOptions.USAGE);
        } catch (IOException e) {
            out.println("Replay failed: " + (e.getMessage() == null ? e.toString() : e.getMessage()));
        }
        return 2;
    }

    /** Plays, waits and compares. */
    boolean run() throws IOException, InterruptedException {
        List<LogRow> log =
                options.log().isPresent() ? IncidentLog.read(options.log().get()) : sample();
        ZoneId centreZone = centreZone();
        ZoneId logZone = options.zone().orElse(centreZone);
        List<Incident> incidents = Incident.of(log);
        IncidentHistory history = new IncidentHistory(name(), options.province(), logZone);
        List<TicketAction> actions = incidents.stream()
                .flatMap(incident -> history.actions(incident).stream())
                .sorted(options.order() == ReplayOptions.Order.TIME ? TicketAction.BY_TIME : TicketAction.BY_INCIDENT)
                .toList();
        out.printf(
                "%s: %,d incidents, %,d events -> %,d requests%s to %s as %s, times read in %s%n",
                name(),
                incidents.size(),
                log.size(),
                actions.size(),
                options.twice() ? ", each twice," : "",
                options.gateway(),
                options.province(),
                logZone);

        Instant start = Instant.now();
        ApiClient api = new ApiClient(options.gateway(), PATIENCE);
        Instant acknowledged =
                new Player(api, history, options.twice(), this::say).play(actions, options.concurrency());
        Map<YearMonth, MonthFigures> expected = expected(log, logZone, centreZone);
        List<YearMonth> months = options.month().map(List::of).orElseGet(() -> List.copyOf(expected.keySet()));
        if (months.isEmpty()) {
            say("the log is empty, there is nothing to compare");
            return true;
        }
        say("waiting until the reports' asOf reaches " + acknowledged
                + " (imported history is judged two minutes after it was recorded, by design)");
        Reports reports = new Reports(api);
        if (!reports.await(acknowledged, months.get(0), Optional.of(options.province()), FIGURES_LIMIT, this::say)) {
            throw new IOException("the reports' asOf did not reach " + acknowledged + " within " + FIGURES_LIMIT);
        }
        say("reports hold everything up to the last request, %d s after the start"
                .formatted(Duration.between(start, Instant.now()).toSeconds()));
        return compare(reports, months, expected);
    }

    private boolean compare(Reports reports, List<YearMonth> months, Map<YearMonth, MonthFigures> expected)
            throws IOException, InterruptedException {
        boolean equal = true;
        for (YearMonth month : months) {
            MonthFigures found =
                    reports.read(month, Optional.of(options.province())).figures();
            MonthFigures wanted = expected.getOrDefault(month, MonthFigures.NONE);
            out.printf("%nComplaints of %s, %s%n", month, options.province());
            out.println(FiguresTable.of(found, options.compare() ? Optional.of(wanted) : Optional.empty()));
            equal &= !options.compare() || found.equals(wanted);
        }
        if (options.compare()) {
            out.println(equal ? "\nAll figures are the expected ones." : "\nFIGURES DIFFER.");
        }
        return equal;
    }

    /** Computed from the log; for the shipped sample they must also be the ones that ship with it. */
    private Map<YearMonth, MonthFigures> expected(List<LogRow> log, ZoneId logZone, ZoneId centreZone)
            throws IOException {
        if (options.expected().isPresent()) {
            try (InputStream in = Files.newInputStream(options.expected().get())) {
                return figures(in);
            }
        }
        Map<YearMonth, MonthFigures> computed = new ExpectedFigures(logZone, centreZone, Instant.now()).of(log);
        // Elsewhere clocks may change, or a month's border lie inside the log: then only the computed ones hold.
        boolean asShipped = options.log().isEmpty() && logZone.equals(centreZone) && isSteady(log, logZone);
        if (asShipped) {
            Map<YearMonth, MonthFigures> shipped = sampleFigures();
            if (!shipped.equals(computed)) {
                throw new IOException("the sample's shipped figures are not the computed ones");
            }
        }
        return computed;
    }

    private static boolean isSteady(List<LogRow> log, ZoneId zone) {
        LocalDateTime first =
                log.stream().map(LogRow::openedAt).min(LocalDateTime::compareTo).orElseThrow();
        LocalDateTime last = log.stream()
                .map(LogRow::updatedAt)
                .max(LocalDateTime::compareTo)
                .orElseThrow();
        var rules = zone.getRules();
        var change = rules.nextTransition(first.atZone(zone).toInstant().minus(Duration.ofDays(1)));
        return change == null
                || change.getInstant().isAfter(last.atZone(zone).toInstant().plus(Duration.ofDays(1)));
    }

    static List<LogRow> sample() throws IOException {
        try (InputStream in = resource(SAMPLE + ".csv.gz")) {
            return IncidentLog.read(in);
        }
    }

    static Map<YearMonth, MonthFigures> sampleFigures() throws IOException {
        try (InputStream in = resource(SAMPLE + ".expected.json")) {
            return figures(in);
        }
    }

    private static InputStream resource(String name) throws IOException {
        InputStream in = Replay.class.getResourceAsStream(name);
        if (in == null) {
            throw new IOException("not on the class path: " + name);
        }
        return in;
    }

    private static Map<YearMonth, MonthFigures> figures(InputStream in) throws IOException {
        Map<String, MonthFigures> byName =
                new ObjectMapper().readValue(in, new TypeReference<HashMap<String, MonthFigures>>() {});
        Map<YearMonth, MonthFigures> byMonth = new TreeMap<>();
        byName.forEach((month, figures) -> byMonth.put(YearMonth.parse(month), figures));
        return byMonth;
    }

    private ZoneId centreZone() {
        return Centres.of(Optional.ofNullable(System.getenv("HOTLINE_CENTRES_FILE"))
                        .orElse(""))
                .find(options.province())
                .map(Centre::zone)
                .orElseThrow(() -> new IllegalArgumentException(
                        "--province: " + options.province() + " (expected: a centre's code, like CN-BJ)"));
    }

    private String name() {
        return options.name().orElseGet(() -> options.log()
                .map(Path::getFileName)
                .map(file -> file.toString()
                        .replaceFirst("\\.gz$", "")
                        .replaceFirst("\\.csv$", "")
                        .replaceAll("[^A-Za-z0-9._-]", "_"))
                .map(name -> name.substring(0, Math.min(40, name.length())))
                .orElse(SAMPLE));
    }

    private void say(String line) {
        out.println("  " + line);
        out.flush();
    }
}
