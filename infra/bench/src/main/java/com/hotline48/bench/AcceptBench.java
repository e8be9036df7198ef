package com.hotline48.bench;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.hotline48.bench.Load.Post;
import com.hotline48.bench.Load.Request;
import com.hotline48.bench.Load.Result;
import com.hotline48.replay.CommandLine;
import com.hotline48.replay.drive.ApiClient;
import com.hotline48.replay.drive.LocalPlatform;
import com.hotline48.replay.drive.PlatformProcess;
import com.hotline48.replay.drive.Reply;

/**
 * Accepted tickets per second through the gateway, beside a bare endpoint behind the same gateway in the same run.
 * Prints JSON. Exit code: 0 measured, 2 it could not be done.
 */
public final class AcceptBench {

    private static final String USAGE =
            """
            Measures accepted tickets per second beside the floor of a bare endpoint; all on 127.0.0.1.
              --warm-up-seconds N  both paths in turn, default 90
              --round-seconds N    default 15
              --rounds N           floor and tickets in turn, default 4
              --long-seconds N     run at half of the maximum rate, default 300
              --connections N      default 64
              --without-whole      leaves out the run with the whole platform""";

    private static final Duration READY_LIMIT = Duration.ofMinutes(3);
    private static final int SAMPLES = 30;
    private static final double TARGET = 0.5;

    private final int warmUpSeconds;
    private final int roundSeconds;
    private final int rounds;
    private final int longSeconds;
    private final boolean whole;
    private final Load load;
    private final AtomicLong numbers = new AtomicLong();
    private final String run = Long.toString(System.currentTimeMillis(), 36);

    private AcceptBench(CommandLine line) {
        warmUpSeconds = line.number("warm-up-seconds", 90, 1, 3_600);
        roundSeconds = line.number("round-seconds", 15, 1, 600);
        rounds = line.number("rounds", 4, 1, 100);
        longSeconds = line.number("long-seconds", 300, 1, 7_200);
        whole = !line.isSet("without-whole");
        load = new Load(line.number("connections", 64, 1, 256));
    }

    public static void main(String[] args) throws InterruptedException {
        int exit = 0;
        try {
            ObjectNode result = new AcceptBench(new CommandLine(
                            args,
                            Set.of("warm-up-seconds", "round-seconds", "rounds", "long-seconds", "connections"),
                            Set.of("without-whole")))
                    .run();
            System.out.println(
                    new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(result));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n\n" + USAGE);
            exit = 2;
        } catch (IOException | URISyntaxException e) {
            System.err.println("Bench failed: " + (e.getMessage() == null ? e.toString() : e.getMessage()));
            exit = 2;
        }
        System.exit(exit);
    }

    private ObjectNode run() throws IOException, URISyntaxException, InterruptedException {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        result.set("machine", Machine.describe());
        result.set("gatewayTicketAndEngines", measure("gateway,ticket", rounds, longSeconds));
        if (whole) {
            // Reported only: shorter, because nothing is held against it.
            result.set("wholePlatform", measure("", Math.min(2, rounds), Math.min(60, longSeconds)));
        }
        return result;
    }

    private ObjectNode measure(String services, int roundsOfIt, int secondsAtHalf)
            throws IOException, URISyntaxException, InterruptedException {
        LocalPlatform platform = LocalPlatform.create("bench");
        int floorPort = freePort();
        say("starting %s, output in %s".formatted(services.isEmpty() ? "everything" : services, platform.output()));
        try (PlatformProcess process = start(platform, services, floorPort)) {
            process.awaitReady(READY_LIMIT);
            URI gateway = platform.uri("gateway");
            Request floor = n -> new Post(gateway.resolve(BareEndpoint.PATH), key(n), form(n));
            Request tickets = n -> new Post(gateway.resolve("/api/v1/tickets"), key(n), form(n));
            probe(gateway, floor);
            probe(gateway, tickets);

            say("warming up, %d s".formatted(warmUpSeconds));
            Duration quarter = Duration.ofMillis(warmUpSeconds * 250L);
            for (int i = 0; i < 2; i++) {
                load.closed(floor, numbers, quarter);
                load.closed(tickets, numbers, quarter);
            }
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            double maximum = compare(floor, tickets, roundsOfIt, json);
            json.set("atHalfOfTheMaximum", atHalf(platform, process, tickets, maximum / 2, secondsAtHalf));
            return json;
        }
    }

    private double compare(Request floor, Request tickets, int roundsOfIt, ObjectNode json)
            throws InterruptedException {
        List<Double> floors = new ArrayList<>();
        List<Double> ours = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        long errors = 0;
        Duration duration = Duration.ofSeconds(roundSeconds);
        for (int i = 0; i < roundsOfIt; i++) {
            Result bare = load.closed(floor, numbers, duration);
            Result accepted = load.closed(tickets, numbers, duration);
            floors.add(bare.perSecond());
            ours.add(accepted.perSecond());
            ratios.add(accepted.perSecond() / bare.perSecond());
            errors += bare.errors() + accepted.errors();
            say("round %d: floor %.0f/s, tickets %.0f/s, ratio %.2f"
                    .formatted(i + 1, bare.perSecond(), accepted.perSecond(), ratios.get(i)));
        }
        put(json, "floorPerSecond", floors, 0);
        put(json, "ticketsPerSecond", ours, 0);
        put(json, "ratio", ratios, 3);
        json.put("target", TARGET).put("targetMet", median(ratios) >= TARGET).put("errors", errors);
        return median(ours);
    }

    private ObjectNode atHalf(
            LocalPlatform platform, PlatformProcess process, Request tickets, double rate, int seconds)
            throws InterruptedException {
        say("%.0f tickets/s for %d s".formatted(rate, seconds));
        ArrayNode samples = JsonNodeFactory.instance.arrayNode();
        AtomicBoolean over = new AtomicBoolean();
        long start = System.nanoTime();
        Thread sampler = new Thread(
                () -> {
                    try {
                        while (!over.get()) {
                            ObjectNode sample =
                                    samples.addObject().put("second", (System.nanoTime() - start) / 1_000_000_000L);
                            put(sample, "pendingOutbox", Machine.pendingOutbox(platform.uri("ticket")));
                            put(sample, "residentMiB", Machine.residentMiB(process.pid()));
                            Thread.sleep(Math.max(1_000L, seconds * 1_000L / SAMPLES));
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "sampler");
        sampler.start();
        Result result = load.open(tickets, numbers, Duration.ofSeconds(seconds), rate);
        over.set(true);
        sampler.interrupt();
        sampler.join();
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("wantedPerSecond", round(rate, 0))
                .put("ticketsPerSecond", round(result.perSecond(), 0))
                .put("seconds", seconds)
                .put("p50Millis", round(result.latencies().percentile(50), 1))
                .put("p99Millis", round(result.latencies().percentile(99), 1))
                .put("p999Millis", round(result.latencies().percentile(99.9), 1))
                .put("errors", result.errors());
        json.set("samples", samples);
        return json;
    }

    private PlatformProcess start(LocalPlatform platform, String services, int floorPort)
            throws IOException, URISyntaxException {
        Map<String, String> environment = new HashMap<>(Map.of(
                "BENCH_FLOOR_PORT", Integer.toString(floorPort),
                "BENCH_MONGO", platform.mongo(),
                "BENCH_KAFKA", platform.kafka()));
        if (!services.isEmpty()) {
            environment.put("HOTLINE_SERVICES", services);
        }
        String own = Path.of(AcceptBench.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
        // The gateway's routes are data: the bench's one comes by the command line, the product has none of it.
        String routes = "-Dspring.cloud.gateway.server.webflux.routes";
        return platform.start(
                BenchPlatform.class.getName(),
                platform.classPath() + File.pathSeparator + own,
                List.of(
                        routes + "[0].id=ticket",
                        routes + "[0].uri=" + platform.uri("ticket"),
                        routes + "[0].predicates[0]=Path=/api/v1/tickets/**",
                        routes + "[1].id=bench",
                        routes + "[1].uri=http://127.0.0.1:" + floorPort,
                        routes + "[1].predicates[0]=Path=/api/v1/bench/**"),
                environment);
    }

    /** One request of a kind must go through before many are sent. */
    private void probe(URI gateway, Request request) throws IOException, InterruptedException {
        Post post = request.make(numbers.getAndIncrement());
        Reply reply = new ApiClient(gateway, Duration.ofSeconds(30))
                .post(post.uri().getPath(), post.key(), new ObjectMapper().readTree(post.body()));
        if (!reply.isSuccess()) {
            throw new IOException(post.uri().getPath() + ": " + reply.problem());
        }
    }

    private String key(long n) {
        return run + ":" + n;
    }

    /** The same form for both: as many bytes to read and to store. */
    private String form(long n) {
        return """
                {"type":"COMPLAINT","subtype":"Bench","title":"投诉 line noise",\
                "content":"The line has been noisy since this morning, every call breaks off after a minute or two.",\
                "caller":{"number":"+86131%08d","name":"Bench","address":"No. %d"},"province":"CN-BJ","agent":"bench",\
                "origin":{"channel":"CALL","id":"%s-%d"}}"""
                .formatted(n % 100_000_000, n, run, n);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void put(ObjectNode json, String name, OptionalLong value) {
        value.ifPresent(number -> json.put(name, number));
    }

    private static void put(ObjectNode json, String name, List<Double> values, int digits) {
        ObjectNode node = json.putObject(name).put("median", round(median(values), digits));
        ArrayNode all = node.putArray("rounds");
        values.forEach(value -> all.add(round(value, digits)));
    }

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    private static double round(double value, int digits) {
        double scale = Math.pow(10, digits);
        return Math.round(value * scale) / scale;
    }

    private static void say(String line) {
        System.err.println(line);
    }
}
