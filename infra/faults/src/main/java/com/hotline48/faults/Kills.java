package com.hotline48.faults;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.hotline48.faults.Journal.TicketEntry;
import com.hotline48.replay.CommandLine;
import com.hotline48.replay.drive.ApiClient;
import com.hotline48.replay.drive.LocalPlatform;
import com.hotline48.replay.drive.PlatformProcess;
import com.hotline48.replay.drive.Reports;

/**
 * Kills a platform under load, kill -9, several times in a row, and verifies what is left. Exit code: 0 nothing wrong
 * (or, with {@code --expect-failure}, something wrong was found), 1 otherwise, 2 it could not be done.
 */
public final class Kills {

    private static final String USAGE =
            """
            Kills a standalone of its own under load and verifies that nothing was lost, doubled or left half.
              --kills N            default 10
              --clients N          concurrent clients, default 24
              --load-seconds N     longest load before a kill, default 8 (shortest: 2)
              --seed N             of the random choices
              --expect-failure sweep|idempotence
                                   switches the outbox sweep or idempotence off: the verification must fail""";

    private static final String PROVINCE = "CN-BJ";
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Duration READY_LIMIT = Duration.ofMinutes(3);
    private static final Duration SETTLE_LIMIT = Duration.ofSeconds(90);
    private static final Duration FIGURES_LIMIT = Duration.ofMinutes(6);
    /** With a mechanism off the figures may never catch up; that alone is a failure found. */
    private static final Duration SABOTAGED_FIGURES_LIMIT = Duration.ofSeconds(45);

    private static final int SHOWN = 20;

    /** What is switched off to prove that the verification can fail. */
    enum Sabotage {
        NONE,
        SWEEP,
        IDEMPOTENCE;

        private Map<String, String> environment() {
            return switch (this) {
                case NONE -> Map.of();
                case SWEEP -> Map.of("HOTLINE_OUTBOX_SWEEP", "false");
                case IDEMPOTENCE -> Map.of("HOTLINE_IDEMPOTENCE", "false");
            };
        }

        /** Whether what was found is what this must lead to; a slow machine alone proves nothing. */
        private boolean shows(List<String> violations) {
            return switch (this) {
                case NONE -> violations.isEmpty();
                case SWEEP ->
                    violations.stream()
                            .anyMatch(found -> found.matches(".*(a document without events|entries, [0-9]+ events)"));
                case IDEMPOTENCE -> violations.stream().anyMatch(found -> found.matches(".* took effect [0-9]+ times"));
            };
        }
    }

    private final int kills;
    private final int clients;
    private final int loadSeconds;
    private final long seed;
    private final Sabotage sabotage;

    private Kills(CommandLine line) {
        kills = line.number("kills", 10, 1, 100);
        clients = line.number("clients", 24, 1, 64);
        loadSeconds = line.number("load-seconds", 8, 2, 120);
        seed = line.number("seed", (int) (System.nanoTime() & 0xffffff), 0, Integer.MAX_VALUE);
        sabotage = line.choice("expect-failure", Sabotage.class, Sabotage.NONE);
    }

    public static void main(String[] args) throws InterruptedException {
        int exit;
        try {
            exit = new Kills(new CommandLine(
                                    args,
                                    Set.of("kills", "clients", "load-seconds", "seed", "expect-failure"),
                                    Set.of()))
                            .run()
                    ? 0
                    : 1;
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n\n" + USAGE);
            exit = 2;
        } catch (IOException e) {
            System.err.println("Kills failed: " + (e.getMessage() == null ? e.toString() : e.getMessage()));
            exit = 2;
        }
        System.exit(exit);
    }

    private boolean run() throws IOException, InterruptedException {
        LocalPlatform platform = LocalPlatform.create("kills");
        say("data and output in %s, seed %d%s"
                .formatted(
                        platform.folder(),
                        seed,
                        sabotage == Sabotage.NONE
                                ? ""
                                : ", switched off: " + sabotage.name().toLowerCase(Locale.ROOT)));
        Journal journal = new Journal();
        ApiClient api = new ApiClient(platform.uri("gateway"), Duration.ofMinutes(1));
        Instant start = Instant.now();
        PlatformProcess process = platform.start(sabotage.environment());
        ExecutorService workers = Executors.newFixedThreadPool(clients);
        try {
            process.awaitReady(READY_LIMIT);
            AtomicBoolean stopped = new AtomicBoolean();
            AtomicLong done = new AtomicLong();
            Random random = new Random(seed);
            String run = "kills" + Long.toString(System.currentTimeMillis(), 36);
            for (int i = 0; i < clients; i++) {
                workers.execute(
                        new LoadClient(i, run, api, journal, new Random(random.nextLong()), stopped::get, done));
            }
            for (int kill = 1; kill <= kills; kill++) {
                Thread.sleep(2_000 + random.nextInt(Math.max(1, loadSeconds * 1_000 - 2_000)));
                long before = done.get();
                process.kill();
                long killed = System.nanoTime();
                process = platform.start(sabotage.environment());
                process.awaitReady(READY_LIMIT);
                say("kill %d of %d after %,d acknowledged requests, ready again in %.1f s"
                        .formatted(kill, kills, before, (System.nanoTime() - killed) / 1e9));
            }
            Thread.sleep(2_000);
            stopped.set(true);
            workers.shutdown();
            if (!workers.awaitTermination(SETTLE_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                journal.oddity("clients still without an answer " + SETTLE_LIMIT + " after the last kill");
            }
            return verify(platform, api, journal, start);
        } finally {
            workers.shutdownNow();
            process.close();
        }
    }

    private boolean verify(LocalPlatform platform, ApiClient api, Journal journal, Instant start)
            throws IOException, InterruptedException {
        Map<String, TicketEntry> tickets = journal.tickets();
        Observer observer = new Observer(api, platform.kafka());
        Map<String, String> byOrigin = observer.ticketsByOrigin(tickets);
        Instant acknowledged = Instant.now();
        Collection<YearMonth> months = months(start, acknowledged);
        List<String> violations = new ArrayList<>(journal.oddities());
        say("verifying %,d tickets, figures as of %s".formatted(tickets.size(), acknowledged));
        Duration limit = sabotage == Sabotage.NONE ? FIGURES_LIMIT : SABOTAGED_FIGURES_LIMIT;
        if (!new Reports(api).await(acknowledged, months.iterator().next(), Optional.of(PROVINCE), limit, Kills::say)) {
            violations.add("reports: asOf did not reach " + acknowledged + " within " + limit);
        }
        violations.addAll(Verification.violations(tickets, observer.observe(tickets, byOrigin, months, PROVINCE)));
        boolean asExpected = sabotage.shows(violations);
        print(journal, tickets.size(), violations, asExpected);
        return asExpected;
    }

    private void print(Journal journal, int origins, List<String> violations, boolean asExpected)
            throws JsonProcessingException {
        ObjectMapper json = new ObjectMapper();
        ObjectNode summary = json.createObjectNode()
                .put("kills", kills)
                .put("clients", clients)
                .put("seed", seed)
                .put("switchedOff", sabotage.name().toLowerCase(Locale.ROOT))
                .put("origins", origins)
                .put("acknowledged", journal.count(true))
                .put("givenUp", journal.count(false))
                .put("violations", violations.size());
        ArrayNode first = summary.putArray("firstViolations");
        violations.stream().limit(SHOWN).forEach(first::add);
        summary.put("result", asExpected ? "AS_EXPECTED" : "NOT_AS_EXPECTED");
        System.out.println(json.writerWithDefaultPrettyPrinter().writeValueAsString(summary));
    }

    private static Collection<YearMonth> months(Instant from, Instant to) {
        return new TreeSet<>(Arrays.asList(YearMonth.from(from.atZone(ZONE)), YearMonth.from(to.atZone(ZONE))));
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
