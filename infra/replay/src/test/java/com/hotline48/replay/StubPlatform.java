package com.hotline48.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** The API as far as the replay uses it: remembers requests, answers keys as they were answered first. */
final class StubPlatform implements AutoCloseable {

    /** One request that took effect. */
    record Taken(String path, String key, JsonNode body) {}

    /** An answer of the stub. */
    record Answer(int status, String body) {}

    final List<Taken> taken = Collections.synchronizedList(new ArrayList<>());
    final AtomicInteger requests = new AtomicInteger();
    volatile BiFunction<String, Integer, Answer> faults = (path, n) -> new Answer(0, "");
    volatile BiFunction<String, String, String> report = (period, scope) -> "{}";

    private static final ObjectMapper JSON = new ObjectMapper();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final HttpServer server;
    private final ExecutorService workers = Executors.newCachedThreadPool();

    StubPlatform() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        server.setExecutor(workers);
        server.createContext("/", this::handle);
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        byte[] body = exchange.getRequestBody().readAllBytes();
        Answer answer = faults.apply(path, requests.incrementAndGet());
        if (answer.status() == 0) {
            answer = exchange.getRequestMethod().equals("POST")
                    ? post(path, exchange.getRequestHeaders().getFirst("Idempotency-Key"), body)
                    : get(path, exchange.getRequestURI().getQuery());
        }
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private Answer post(String path, String key, byte[] body) {
        return answers.computeIfAbsent(key, k -> {
            try {
                JsonNode json = JSON.readTree(body);
                taken.add(new Taken(path, key, json));
                return path.equals("/api/v1/tickets")
                        ? new Answer(
                                201,
                                "{\"ticketId\":\"t-"
                                        + json.at("/origin/id").asText().replace(':', '-') + "\"}")
                        : new Answer(200, "{\"version\":2}");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private Answer get(String path, String query) {
        if (!path.equals("/api/v1/reports/complaints")) {
            return new Answer(404, "{}");
        }
        String period = query.replaceAll(".*period=([0-9-]+).*", "$1");
        String scope = query.contains("scope=") ? query.replaceAll(".*scope=([A-Z-]+).*", "$1") : "CN";
        return new Answer(200, report.apply(period, scope));
    }

    /** A report as the API gives it. */
    static String report(Instant asOf, long complaints, long met, long overdue) {
        return """
                {"asOf":"%s","complaints":%d,"answeredWithinLimit":%d,"overdue":%d,"open":0,
                 "timelyRate":{"value":%s,"numerator":%d,"denominator":%d},
                 "repeats":0,"repeatsByCause":{"UNSATISFIED":0,"OVERDUE":0,"DECLARED":0},"urgings":0,"urgeCommands":0,
                 "repeatComplaintRate":{"value":0.0,"numerator":0,"denominator":%d}}
                """
                .formatted(
                        asOf, complaints, met, overdue, (double) met / (met + overdue), met, met + overdue, complaints);
    }
}
