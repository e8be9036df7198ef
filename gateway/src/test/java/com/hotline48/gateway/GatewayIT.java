package com.hotline48.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.reactive.context.ReactiveWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** The gateway as started by the standalone, against five stub services. */
class GatewayIT {

    private static final List<String> NAMES = List.of("ticket", "routing", "callback", "complaint-sla", "reporting");
    private static final String TICKETS = "/api/v1/tickets";
    private static final Map<String, StubService> SERVICES = new LinkedHashMap<>();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static ConfigurableApplicationContext context;
    private static int port;

    @BeforeAll
    static void start() {
        List<String> settings = new ArrayList<>(List.of(
                "spring.config.name=gateway",
                "HOTLINE_GATEWAY_PORT=0",
                "HOTLINE_GATEWAY_TIMEOUT=700ms",
                "HOTLINE_GATEWAY_BREAKER_OPEN=1s",
                "HOTLINE_CORS_ORIGINS=http://localhost:*,https://*.example.org"));
        for (String name : NAMES) {
            StubService service = new StubService(name);
            SERVICES.put(name, service);
            String variable = name.toUpperCase(java.util.Locale.ROOT).replace('-', '_');
            settings.add("HOTLINE_" + variable + "_URI=http://127.0.0.1:" + service.port());
        }
        context = new SpringApplicationBuilder(GatewayApplication.class)
                .properties(settings.toArray(new String[0]))
                .run();
        port = ((ReactiveWebServerApplicationContext) context).getWebServer().getPort();
    }

    @AfterAll
    static void stop() {
        context.close();
        SERVICES.values().forEach(StubService::close);
    }

    @BeforeEach
    void freshBreakers() {
        context.getBean(CircuitBreakerRegistry.class).getAllCircuitBreakers().forEach(b -> b.reset());
        SERVICES.values().forEach(s -> s.seen.clear());
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/tickets, ticket",
        "/api/v1/tickets/t1/history, ticket",
        "/api/v1/ticket/dead-letters, ticket",
        "/api/v1/routing/forms?ticketId=t1, routing",
        "/api/v1/routing/dead-letters, routing",
        "/api/v1/callbacks?state=OPEN, callback",
        "/api/v1/callback/dead-letters, callback",
        "/api/v1/sla/clocks, complaint-sla",
        "/api/v1/complaint-sla/dead-letters, complaint-sla",
        "/api/v1/reports/complaints?period=2016-03&scope=CN-BJ, reporting",
        "/api/v1/reporting/dead-letters, reporting"
    })
    void routesEachPathToItsService(String path, String service) throws Exception {
        HttpResponse<String> answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).path("service").asText()).isEqualTo(service);
        assertThat(only(service).uri()).isEqualTo(path);
    }

    @Test
    void passesABodyOnUnchanged() throws Exception {
        HttpResponse<String> answer = post(TICKETS, "application/json;charset=UTF-8", bytes("{\"title\":\"投诉😀\"}"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(only("ticket").bodyBytes()).isEqualTo(bytes("{\"title\":\"投诉😀\"}").length);
        assertThat(only("ticket").headers()).containsEntry("Content-Length", "22");
    }

    @Test
    void passesALargeAnswerOn() throws Exception {
        assertThat(get(TICKETS + "/streamed").body()).hasSize(2_000_000);
    }

    @Test
    void breaksAnAnswerThatStalls() {
        assertThatThrownBy(() -> get(TICKETS + "/stalled"))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(HttpTimeoutException.class);
    }

    @Test
    void keepsAValidTraceAndCorrelation() throws Exception {
        String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

        HttpResponse<String> answer = send(request(TICKETS + "/created")
                .header("traceparent", trace)
                .header("tracestate", "a=b")
                .header("X-Correlation-Id", "case-48.1")
                .header("X-Forwarded-For", "10.0.0.1")
                .header("Forwarded", "for=10.0.0.1")
                .GET());

        assertThat(only("ticket").headers())
                .containsEntry("traceparent", trace)
                .containsEntry("tracestate", "a=b")
                .containsEntry("X-Correlation-Id", "case-48.1")
                .doesNotContainKeys("X-Forwarded-For", "Forwarded");
        assertThat(answer.headers().allValues("X-Correlation-Id")).containsExactly("case-48.1");
        assertThat(answer.headers().allValues("traceparent")).containsExactly(trace);
        assertThat(answer.headers().allValues("Location")).containsExactly("/api/v1/tickets/t1?a=b");
        assertThat(answer.headers().map()).doesNotContainKey("server");
    }

    @Test
    void replacesAnInvalidTraceAndCorrelation() throws Exception {
        HttpResponse<String> answer = send(request(TICKETS)
                .header("traceparent", "00-zz")
                .header("tracestate", "a=b")
                .header("X-Correlation-Id", "a b c")
                .GET());

        String correlation = answer.headers().firstValue("X-Correlation-Id").orElseThrow();
        String trace = answer.headers().firstValue("traceparent").orElseThrow();
        assertThat(correlation).matches("[0-9a-f-]{36}");
        assertThat(trace).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00");
        assertThat(only("ticket").headers())
                .containsEntry("traceparent", trace)
                .containsEntry("X-Correlation-Id", correlation)
                .doesNotContainKey("tracestate");
    }

    @Test
    void refusesALargeBodyOfKnownLength() throws Exception {
        problem(post(TICKETS, "application/json", new byte[2 << 20]), 413, "body-too-large");
        assertThat(SERVICES.get("ticket").seen).isEmpty();
    }

    @Test
    void refusesALargeBodyOfUnknownLength() throws Exception {
        BodyPublisher chunked = BodyPublishers.ofInputStream(() -> InputStreams.ofZeros(2 << 20));

        problem(send(request(TICKETS).header("Content-Type", "application/json").POST(chunked)), 413, "body-too-large");
        assertThat(SERVICES.get("ticket").seen).isEmpty();
    }

    @Test
    void refusesALargeBodyBeforeItIsSentIfTheCallerWaits() throws Exception {
        assertThat(raw("POST " + TICKETS + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 2097152\r\nExpect: 100-continue\r\n\r\n"))
                .startsWith("HTTP/1.1 413")
                .contains("/problems/body-too-large");
    }

    @Test
    void takesABodyOfExactlyTheLimit() throws Exception {
        assertThat(post(TICKETS, "application/json", new byte[1 << 20]).statusCode())
                .isEqualTo(200);
        assertThat(only("ticket").bodyBytes()).isEqualTo(1 << 20);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/xml",
                "application/x-www-form-urlencoded",
                "nonsense",
                "application/json;charset=gbk"
            })
    void refusesABodyThatIsNotJson(String type) throws Exception {
        problem(post(TICKETS, type, bytes("{}")), 415, "unsupported-media-type");
        assertThat(SERVICES.get("ticket").seen).isEmpty();
    }

    @Test
    void refusesABodyWithoutType() throws Exception {
        problem(send(request(TICKETS).POST(BodyPublishers.ofString("{}"))), 415, "unsupported-media-type");
    }

    @Test
    void takesAnEmptyPostOfAnyType() throws Exception {
        assertThat(send(request(TICKETS).POST(BodyPublishers.noBody())).statusCode())
                .isEqualTo(200);
        assertThat(send(request(TICKETS).POST(BodyPublishers.ofInputStream(() -> InputStreams.ofZeros(0))))
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "/nowhere, 404",
        "/api/v1/unknown, 404",
        "/api/v2/tickets, 404",
        "/actuator/env, 404",
        "/actuator/gateway/routes, 404",
        "/v3/api-docs/unknown, 404",
        "/actuator/prometheus/unknown, 404"
    })
    void answersUnknownPathsWithAProblem(String path, int status) throws Exception {
        HttpResponse<String> answer =
                send(request(path).header("Accept", "text/html").GET());

        assertThat(problem(answer, status, "not-found").path("instance").asText())
                .isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/tickets", "/actuator/health", "/"})
    void refusesOtherMethods(String path) throws Exception {
        HttpResponse<String> answer = send(request(path).DELETE());

        if (path.equals("/")) {
            problem(answer, 404, "not-found");
        } else {
            problem(answer, 405, "method-not-allowed");
            assertThat(answer.headers().firstValue("Allow").orElse("")).contains("GET");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/%00",
                "/api/v1/tickets/%00",
                "/api/v1/tickets?x=%00",
                "/api/v1/tickets/%zz",
                "/%",
                "/api/v1/tickets/../../actuator",
                "/api/v1/tickets/%ff",
                "/api/v1/tickets/{a}",
                "//host/x"
            })
    void refusesACrookedTarget(String target) throws Exception {
        String answer = raw("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400").containsIgnoringCase("content-type: application/problem+json");
        assertThat(answer).contains("/problems/malformed-request").contains("correlationId");
        assertThat(SERVICES.get("ticket").seen).isEmpty();
    }

    @Test
    void refusesTooLongLinesAndHeaders() throws Exception {
        assertThat(raw("GET /" + "a".repeat(9000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .startsWith("HTTP/1.1 414")
                .contains("/problems/uri-too-long");
        assertThat(raw("GET / HTTP/1.1\r\nHost: localhost\r\nX-A: " + "a".repeat(20000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431")
                .contains("/problems/headers-too-large");
        assertThat(raw("GET / HTTP/1.1\r\nHost: localhost\r\nBad Header: \u0000\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("/problems/malformed-request");
        assertThat(raw("nonsense\r\n\r\n")).startsWith("HTTP/1.1 400").contains("/problems/malformed-request");
    }

    @Test
    void passesAServicesProblemOnUnchanged() throws Exception {
        HttpResponse<String> answer = get(TICKETS + "/problem");

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).isEqualTo("{\"type\":\"/problems/own\",\"status\":409,\"x\":1}");
        assertThat(get(TICKETS + "/own500").body()).isEqualTo("{\"type\":\"/problems/own\",\"status\":500}");
    }

    @Test
    void replacesAnythingElseThatAServiceFailsWith() throws Exception {
        problem(get(TICKETS + "/stack"), 502, "bad-gateway");
        problem(get(TICKETS + "/html"), 404, "not-found");
    }

    @Test
    void answersForASlowService() throws Exception {
        problem(get(TICKETS + "/slow"), 504, "gateway-timeout");
        problem(post(TICKETS + "/slow", "application/json", bytes("{}")), 504, "gateway-timeout");
        assertThat(SERVICES.get("ticket").seen).hasSize(2);
    }

    @Test
    void answersForAServiceThatIsDownAndTurnsToItAgain() throws Exception {
        StubService callback = SERVICES.get("callback");
        callback.stop();
        try {
            for (int i = 0; i < 25; i++) {
                HttpResponse<String> answer = i % 2 == 0
                        ? get("/api/v1/callbacks")
                        : post("/api/v1/callbacks/c1/attempts", "application/json", bytes("{}"));
                problem(answer, 503, "service-unavailable");
                assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
                assertThat(answer.body()).doesNotContain("127.0.0.1").doesNotContain("Exception");
            }
            assertThat(stateOf("callback")).isEqualTo("OPEN");
            assertThat(get(TICKETS).statusCode()).isEqualTo(200);
        } finally {
            callback.restart();
        }

        await().atMost(Duration.ofSeconds(20))
                .until(() -> get("/api/v1/callbacks").statusCode() == 200
                        && stateOf("callback").equals("CLOSED"));
    }

    @Test
    void opensOnUnavailableAnswersButNotOnRefusals() throws Exception {
        StubService routing = SERVICES.get("routing");
        try {
            routing.failWith.set(422);
            for (int i = 0; i < 30; i++) {
                assertThat(get("/api/v1/routing/forms").statusCode()).isEqualTo(422);
            }
            routing.failWith.set(500);
            for (int i = 0; i < 30; i++) {
                assertThat(get("/api/v1/routing/forms").statusCode()).isEqualTo(500);
            }
            assertThat(stateOf("routing")).isEqualTo("CLOSED");

            routing.failWith.set(503);
            HttpResponse<String> first = get("/api/v1/routing/forms");
            assertThat(first.body()).contains("/problems/own");
            for (int i = 0; i < 20; i++) {
                assertThat(get("/api/v1/routing/forms").statusCode()).isEqualTo(503);
            }
            assertThat(stateOf("routing")).isEqualTo("OPEN");
            problem(get("/api/v1/routing/forms"), 503, "service-unavailable");
        } finally {
            routing.failWith.set(0);
        }
    }

    @Test
    void tellsPagesOfAllowedOriginsThatTheyMayCall() throws Exception {
        HttpResponse<String> preflight = preflight(TICKETS, "http://localhost:3000", "POST");
        assertThat(preflight.statusCode()).isEqualTo(200);
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin"))
                .hasValue("http://localhost:3000");
        assertThat(preflight
                        .headers()
                        .firstValue("Access-Control-Allow-Headers")
                        .orElse(""))
                .containsIgnoringCase("Idempotency-Key");
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Credentials"))
                .isEmpty();

        HttpResponse<String> refused = preflight(TICKETS, "https://evil.example.com", "POST");
        problem(refused, 403, "origin-not-allowed");
        assertThat(refused.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();

        HttpResponse<String> failed = send(request("/api/v1/unknown")
                .header("Origin", "https://a.example.org")
                .GET());
        problem(failed, 404, "not-found");
        assertThat(failed.headers().firstValue("Access-Control-Allow-Origin")).hasValue("https://a.example.org");
        assertThat(failed.headers().firstValue("Access-Control-Expose-Headers").orElse(""))
                .contains("Location", "ETag", "Retry-After", "X-Correlation-Id");
    }

    @Test
    void isUpWhenAllServicesAreReady() throws Exception {
        awaitHealth("UP", 200);
        assertThat(json(get("/actuator/health"))
                        .path("components")
                        .path("complaint-sla")
                        .path("status")
                        .asText())
                .isEqualTo("UP");

        SERVICES.get("reporting").readiness = "DEGRADED";
        awaitHealth("DEGRADED", 200);
        SERVICES.get("ticket").readiness = "OUT_OF_SERVICE";
        awaitHealth("OUT_OF_SERVICE", 503);
        JsonNode components = json(get("/actuator/health")).path("components");
        assertThat(components.path("reporting").path("status").asText()).isEqualTo("DEGRADED");
        assertThat(get("/actuator/health/liveness").statusCode()).isEqualTo(200);
        assertThat(json(get("/actuator/health")).toString()).doesNotContain("127.0.0.1");

        SERVICES.get("ticket").readiness = "UP";
        SERVICES.get("reporting").readiness = "UP";
        awaitHealth("UP", 200);
        SERVICES.get("reporting").stop();
        awaitHealth("DOWN", 503);
        SERVICES.get("reporting").restart();
        awaitHealth("UP", 200);
    }

    @Test
    void servesMetricsOfItselfAndOfEachService() throws Exception {
        get(TICKETS);

        assertThat(get("/actuator/prometheus").body())
                .contains("spring_cloud_gateway_requests_seconds_count")
                .contains("resilience4j_circuitbreaker_state")
                .contains("routeId=\"ticket\"");
        for (String name : NAMES) {
            HttpResponse<String> answer = get("/actuator/prometheus/" + name);
            assertThat(answer.body()).isEqualTo("stub_up{service=\"" + name + "\"} 1\n");
            assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
        }
    }

    @Test
    void servesOneApiPageForAllServices() throws Exception {
        HttpResponse<String> page = get("/swagger-ui.html");
        assertThat(page.statusCode()).isEqualTo(302);
        HttpResponse<String> ui = get(
                URI.create(page.headers().firstValue("Location").orElseThrow()).getRawPath());
        assertThat(ui.statusCode()).isEqualTo(200);
        assertThat(ui.body()).contains("swagger-ui");
        String config = get("/v3/api-docs/swagger-config").body();
        for (String name : NAMES) {
            assertThat(config).contains("/v3/api-docs/" + name);
            JsonNode description = json(get("/v3/api-docs/" + name));
            assertThat(description.path("info").path("title").asText()).isEqualTo(name);
            assertThat(description.path("servers").toString()).isEqualTo("[{\"url\":\"/\"}]");
        }
    }

    @Test
    void hasAFrontPage() throws Exception {
        HttpResponse<String> page = get("/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
        assertThat(page.body()).contains("/swagger-ui.html", "/actuator/health", "热线");
        assertThat(get("/docs").headers().firstValue("Location")).hasValue("/swagger-ui.html");
    }

    private static void awaitHealth(String status, int code) {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            HttpResponse<String> answer = get("/actuator/health");
            assertThat(json(answer).path("status").asText()).isEqualTo(status);
            assertThat(answer.statusCode()).isEqualTo(code);
        });
    }

    private static String stateOf(String service) {
        return context.getBean(CircuitBreakerRegistry.class)
                .circuitBreaker(service)
                .getState()
                .name();
    }

    private static StubService.Seen only(String service) {
        List<StubService.Seen> seen = SERVICES.get(service).seen.stream()
                .filter(s -> s.uri().startsWith("/api"))
                .toList();
        assertThat(seen).hasSize(1);
        return seen.get(0);
    }

    private static JsonNode problem(HttpResponse<String> answer, int status, String code) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        JsonNode problem = json(answer);
        assertThat(problem.path("type").asText()).isEqualTo("/problems/" + code);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(Stream.of("title", "detail", "instance", "correlationId"))
                .allMatch(member -> !problem.path(member).asText().isEmpty());
        assertThat(problem.path("correlationId").asText())
                .isEqualTo(answer.headers().firstValue("X-Correlation-Id").orElseThrow());
        return problem;
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(20));
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return send(request(path).GET());
    }

    private static HttpResponse<String> post(String path, String type, byte[] body) throws Exception {
        return send(request(path).header("Content-Type", type).POST(BodyPublishers.ofByteArray(body)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> preflight(String path, String origin, String method) throws Exception {
        return send(request(path)
                .header("Origin", origin)
                .header("Access-Control-Request-Method", method)
                .header("Access-Control-Request-Headers", "Idempotency-Key,Content-Type")
                .method("OPTIONS", BodyPublishers.noBody()));
    }

    /** For requests that a well-behaved client cannot send; ends with the connection. */
    private static String raw(String request) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(bytes(request));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static JsonNode json(HttpResponse<String> answer) throws Exception {
        return JSON.readTree(answer.body());
    }

    private static final class InputStreams {
        static InputStream ofZeros(int size) {
            return new java.io.ByteArrayInputStream(new byte[size]);
        }
    }
}
