package com.hotline48.faults;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.IntFunction;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.hotline48.events.Topics;
import com.hotline48.events.sla.SlaEvent.ClockCancelled;
import com.hotline48.events.sla.SlaEvent.DeadlineBreached;
import com.hotline48.events.sla.SlaEvent.DeadlineMet;
import com.hotline48.events.sla.SlaEvent.JudgementWithdrawn;
import com.hotline48.replay.CommandLine;
import com.hotline48.replay.drive.ApiClient;
import com.hotline48.replay.drive.LocalPlatform;
import com.hotline48.replay.drive.PlatformProcess;
import com.hotline48.replay.drive.Reply;
import com.hotline48.replay.drive.Reports;
import com.hotline48.replay.drive.TopicReader;

/**
 * Answers thousands of complaints in time while complaint-sla is down, lets their limits pass, starts it again and
 * verifies: no breach for any of them, each real one once. Exit code: 0 so it is, 1 not, 2 it could not be done.
 */
public final class NoFalseAlarm {

    private static final String USAGE =
            """
            Verifies that complaint-sla raises no false alarm after it was down.
              --answered N     complaints that are answered in time while it is down, default 10000
              --open N         complaints that stay open, default 1000
              --lead-seconds N from the start of the load to the common due instant, default 240""";

    private static final String PROVINCE = "CN-BJ";
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final String WITHOUT_SLA = "gateway,ticket,routing,callback,reporting";
    private static final Duration LIMIT = Duration.ofDays(2);
    private static final Duration READY_LIMIT = Duration.ofMinutes(3);
    private static final Duration FIGURES_LIMIT = Duration.ofMinutes(8);
    private static final int CONCURRENCY = 32;
    private static final int SHOWN = 20;

    private final int answered;
    private final int open;
    private final Duration lead;

    private NoFalseAlarm(CommandLine line) {
        answered = line.number("answered", 10_000, 1, 90_000);
        open = line.number("open", 1_000, 1, 9_000);
        lead = Duration.ofSeconds(line.number("lead-seconds", 240, 20, 3_600));
    }

    public static void main(String[] args) throws InterruptedException {
        int exit;
        try {
            exit = new NoFalseAlarm(new CommandLine(args, Set.of("answered", "open", "lead-seconds"), Set.of())).run()
                    ? 0
                    : 1;
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n\n" + USAGE);
            exit = 2;
        } catch (IOException e) {
            System.err.println("No-false-alarm failed: " + (e.getMessage() == null ? e.toString() : e.getMessage()));
            exit = 2;
        }
        System.exit(exit);
    }

    /** Announcements about one ticket. */
    record Verdicts(int met, int breached, int other) {
        static final Verdicts NONE = new Verdicts(0, 0, 0);

        Verdicts plus(Verdicts more) {
            return new Verdicts(met + more.met, breached + more.breached, other + more.other);
        }
    }

    private boolean run() throws IOException, InterruptedException {
        LocalPlatform platform = LocalPlatform.create("no-false-alarm");
        ApiClient api = new ApiClient(platform.uri("gateway"), Duration.ofMinutes(1));
        say("data and output in " + platform.folder());
        Map<Integer, String> tickets;
        Instant due;
        PlatformProcess process = platform.start(Map.of());
        try {
            process.awaitReady(READY_LIMIT);
            due = Instant.now().plus(lead).truncatedTo(ChronoUnit.SECONDS);
            Instant acceptedAt = due.minus(LIMIT);
            say("with complaint-sla: %,d complaints, all due at %s".formatted(answered + open, due));
            tickets = accept(api, acceptedAt);
            await(api, Instant.now(), acceptedAt);
            say("complaint-sla knows all of them, stopped in " + process.stop());
            if (!Instant.now().isBefore(due.minusSeconds(5))) {
                throw new IOException("too slow: the limits passed before complaint-sla was down; use --lead-seconds");
            }
            process = platform.start(Map.of("HOTLINE_SERVICES", WITHOUT_SLA));
            process.awaitReady(READY_LIMIT);
            say("without complaint-sla: %,d answers, given in time".formatted(answered));
            Instant answeredAt = earlier(Instant.now(), due.minusMillis(1));
            answer(api, tickets, answeredAt);
            while (Instant.now().isBefore(due.plusSeconds(5))) {
                Thread.sleep(500);
            }
            say("all limits have passed, stopped in " + process.stop());

            process = platform.start(Map.of());
            process.awaitReady(READY_LIMIT);
            say("with complaint-sla again");
            await(api, Instant.now(), acceptedAt);
            Map<String, Verdicts> verdicts = verdicts(platform.kafka());
            List<String> wrong = wrong(tickets, answered, verdicts);
            print(due, wrong);
            return wrong.isEmpty();
        } finally {
            process.close();
        }
    }

    /** Tickets below {@code answered} must be met once and nothing else, the others breached once and nothing else. */
    static List<String> wrong(Map<Integer, String> tickets, int answered, Map<String, Verdicts> verdicts) {
        List<String> wrong = new ArrayList<>();
        tickets.forEach((index, id) -> {
            Verdicts expected = index < answered ? new Verdicts(1, 0, 0) : new Verdicts(0, 1, 0);
            Verdicts found = verdicts.getOrDefault(id, Verdicts.NONE);
            if (!found.equals(expected)) {
                wrong.add(id + (index < answered ? ", answered in time: " : ", never answered: ") + found);
            }
        });
        return wrong;
    }

    private Map<Integer, String> accept(ApiClient api, Instant acceptedAt) throws IOException, InterruptedException {
        Map<Integer, String> tickets = new ConcurrentHashMap<>();
        each(
                answered + open,
                index -> {
                    ObjectNode body = command(acceptedAt)
                            .put("type", "COMPLAINT")
                            .put("title", "投诉 alarm")
                            .put("content", "complaint whose limit passes while nobody watches")
                            .put("province", PROVINCE);
                    // One caller each: no complaint is another one's repeat.
                    body.putObject("caller").put("number", "+86132%08d".formatted(index));
                    body.putObject("origin").put("channel", "CALL").put("id", "alarm-" + index);
                    return new Request("/api/v1/tickets", "alarm-" + index + ":accept", body, reply -> {
                        String id = reply.json().path("ticketId").asText();
                        tickets.put(index, id);
                    });
                },
                api);
        return tickets;
    }

    private void answer(ApiClient api, Map<Integer, String> tickets, Instant answeredAt)
            throws IOException, InterruptedException {
        each(
                answered,
                index -> new Request(
                        "/api/v1/tickets/" + tickets.get(index) + "/answer",
                        "alarm-" + index + ":answer",
                        command(answeredAt).put("resolution", "answered in time"),
                        reply -> {}),
                api);
    }

    private static ObjectNode command(Instant at) {
        return JsonNodeFactory.instance.objectNode().put("agent", "alarm").put("occurredAt", at.toString());
    }

    private record Request(String path, String key, ObjectNode body, Consumer<Reply> then) {}

    private static void each(int count, IntFunction<Request> requests, ApiClient api)
            throws IOException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(CONCURRENCY);
        long start = System.nanoTime();
        try {
            List<Future<Integer>> running = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int index = i;
                running.add(threads.submit(() -> {
                    Request request = requests.apply(index);
                    Reply reply = api.post(request.path(), request.key(), request.body());
                    if (!reply.isSuccess()) {
                        throw new IOException("request " + index + " was refused: " + reply.problem());
                    }
                    request.then().accept(reply);
                    return index;
                }));
            }
            for (Future<Integer> one : running) {
                one.get();
            }
            say("  %,d requests in %.0f s".formatted(count, (System.nanoTime() - start) / 1e9));
        } catch (ExecutionException e) {
            throw new IOException(String.valueOf(e.getCause()), e);
        } finally {
            threads.shutdownNow();
        }
    }

    private static void await(ApiClient api, Instant instant, Instant acceptedAt)
            throws IOException, InterruptedException {
        YearMonth month = YearMonth.from(acceptedAt.atZone(ZONE));
        if (!new Reports(api).await(instant, month, Optional.of(PROVINCE), FIGURES_LIMIT, line -> say("  " + line))) {
            throw new IOException("the reports' asOf did not reach " + instant + " within " + FIGURES_LIMIT);
        }
    }

    private static Map<String, Verdicts> verdicts(String kafka) {
        Map<String, Verdicts> verdicts = new HashMap<>();
        try (TopicReader reader = new TopicReader(kafka, true)) {
            reader.readEvents(Topics.SLA, event -> {
                Object fact = event.data();
                if (fact instanceof DeadlineMet) {
                    verdicts.merge(event.subject(), new Verdicts(1, 0, 0), Verdicts::plus);
                } else if (fact instanceof DeadlineBreached) {
                    verdicts.merge(event.subject(), new Verdicts(0, 1, 0), Verdicts::plus);
                } else if (fact instanceof JudgementWithdrawn || fact instanceof ClockCancelled) {
                    verdicts.merge(event.subject(), new Verdicts(0, 0, 1), Verdicts::plus);
                }
            });
        }
        return verdicts;
    }

    private void print(Instant due, List<String> wrong) throws IOException {
        ObjectMapper json = new ObjectMapper();
        ObjectNode summary = json.createObjectNode()
                .put("answeredInTime", answered)
                .put("neverAnswered", open)
                .put("due", due.toString())
                .put("wrong", wrong.size());
        ArrayNode first = summary.putArray("firstWrong");
        wrong.stream().limit(SHOWN).forEach(first::add);
        summary.put("result", wrong.isEmpty() ? "NO_FALSE_ALARM" : "FAILED");
        System.out.println(json.writerWithDefaultPrettyPrinter().writeValueAsString(summary));
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
