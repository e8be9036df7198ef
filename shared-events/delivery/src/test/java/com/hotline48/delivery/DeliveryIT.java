package com.hotline48.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import com.fasterxml.jackson.databind.JsonNode;
import com.hotline48.delivery.http.IdempotencyKey;
import com.hotline48.delivery.http.Requests;
import com.hotline48.delivery.listener.EventSubscription;
import com.hotline48.delivery.listener.PermanentEventException;
import com.hotline48.delivery.listener.RetryPolicy;
import com.hotline48.delivery.mark.Marks;
import com.hotline48.delivery.outbox.AggregateChange;
import com.hotline48.delivery.outbox.AggregateStore;
import com.hotline48.delivery.outbox.AggregateStores;
import com.hotline48.events.EventCodec;
import com.hotline48.events.EventEnvelope;
import com.hotline48.events.Sources;
import com.hotline48.events.Topics;
import com.mongodb.reactivestreams.client.MongoDatabase;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The mechanisms together, in a service like any other, two of them in one JVM. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeliveryIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private ConfigurableApplicationContext ticket;
    private ConfigurableApplicationContext callback;
    private WebTestClient http;

    record Body(
            String name,
            int count,
            Optional<Instant> at,
            Optional<Map<String, String>> elements,
            Optional<Kind> kind) {}

    enum Kind {
        ONE,
        TWO
    }

    @RestController
    static class Echo {
        @PostMapping("/echo")
        Mono<Body> echo(@RequestBody Body body) {
            return Mono.just(body);
        }

        @GetMapping("/number")
        String number(@RequestParam int n) {
            return String.valueOf(n);
        }

        @GetMapping("/broken")
        String broken() {
            throw new IllegalStateException("secret 13800138000");
        }

        @GetMapping("/correlation")
        String correlation(ServerHttpRequest request) {
            return Requests.causality(request).correlationId();
        }

        @PostMapping("/keyed")
        String keyed(ServerHttpRequest request) {
            return IdempotencyKey.from(request.getHeaders()).value();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({DeliveryConfiguration.class, Echo.class})
    static class Service {
        final List<EventEnvelope<?>> handled = new CopyOnWriteArrayList<>();
        final Set<String> refused = ConcurrentHashMap.newKeySet();
        final Map<String, Integer> failing = new ConcurrentHashMap<>();

        @Bean
        AggregateStore store(AggregateStores stores) {
            return stores.open("things");
        }

        @Bean
        RetryPolicy retryPolicy() {
            return new RetryPolicy(List.of(Duration.ofMillis(10), Duration.ofMillis(20)), Duration.ofMillis(100));
        }

        @Bean
        EventSubscription subscription(DeliveryProperties properties) {
            return new EventSubscription(properties.service() + "-test", List.of(Topics.TICKETS), event -> {
                if (refused.contains(event.subject())) {
                    throw new PermanentEventException("not-wanted");
                }
                if (failing.computeIfPresent(event.subject(), (subject, left) -> left == 0 ? null : left - 1) != null) {
                    throw new IllegalStateException("try again");
                }
                handled.add(event);
            });
        }

        List<Long> sequences(String subject) {
            return handled.stream()
                    .filter(event -> event.subject().equals(subject))
                    .map(EventEnvelope::sequence)
                    .toList();
        }
    }

    private static ConfigurableApplicationContext run(String service) {
        SpringApplication application = new SpringApplicationBuilder(Service.class)
                .properties(TestEngines.settings(service))
                .properties(
                        "spring.config.name=nothing",
                        "server.port=0",
                        "server.address=127.0.0.1",
                        "spring.jmx.enabled=false",
                        "spring.main.banner-mode=off",
                        "management.endpoints.web.exposure.include=health,prometheus",
                        "management.endpoint.health.show-details=always")
                .build();
        return application.run();
    }

    @BeforeAll
    void start() {
        ticket = run("ticket");
        callback = run("callback");
        http = WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + ticket.getEnvironment().getProperty("local.server.port"))
                .responseTimeout(PATIENCE)
                .build();
    }

    @AfterAll
    void stop() {
        ticket.close();
        callback.close();
    }

    private Service service() {
        return ticket.getBean(Service.class);
    }

    private void publish(EventEnvelope<?> event) throws Exception {
        publish(event.subject(), new EventCodec().encode(event));
    }

    @SuppressWarnings("unchecked")
    private void publish(String key, byte[] value) throws Exception {
        ticket.getBean(KafkaProducer.class)
                .send(new ProducerRecord<String, byte[]>(Topics.TICKETS, key, value))
                .get();
    }

    private static AggregateChange change(int... facts) {
        return new AggregateChange(
                new Document("n", facts.length),
                "CN-BJ",
                com.hotline48.events.Causality.ofRequest("test-test"),
                Instant.now(),
                java.util.Arrays.stream(facts).mapToObj(Events::fact).toList(),
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void publishesWhatWasWrittenOnceAndInOrder() {
        AggregateStore store = ticket.getBean(AggregateStore.class);
        String id = Events.subject();

        var created = store.create(id, change(1, 2)).block();
        var updated = store.update(created, change(3)).block();
        store.update(updated, change(4, 5)).block();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(service().sequences(id)).containsExactly(1L, 2L, 3L, 4L, 5L));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        ticket.getBean(AggregateStores.class).oldestWaiting())
                .isEmpty());
    }

    @Test
    void marksMoveOnWhenEverythingIsPublished() {
        Instant now = Instant.now();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(callback.getBean(Marks.class).upTo(Sources.TICKET, Instant.now()))
                        .hasValueSatisfying(upTo -> assertThat(upTo).isAfter(now)));
    }

    @Test
    void retriesWhatPasses() throws Exception {
        String id = Events.subject();
        service().failing.put(id, 2);

        publish(Events.event(id, 1));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(service().sequences(id)).containsExactly(1L));
    }

    @Test
    void skipsAnUnknownType() throws Exception {
        String id = Events.subject();
        String known =
                new String(new EventCodec().encode(Events.event(id, 1)), java.nio.charset.StandardCharsets.UTF_8);

        publish(id, known.replace("ticket-urged", "ticket-praised").getBytes(java.nio.charset.StandardCharsets.UTF_8));
        publish(Events.event(id, 2));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(service().sequences(id)).containsExactly(2L));
    }

    @Test
    void aKeyWaitsBehindItsDeadLetterUntilAllWereSentAgain() throws Exception {
        String id = Events.subject();
        service().refused.add(id);
        publish(Events.event(id, 1));
        publish(Events.event(id, 2));
        publish("other" + id, "no event".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        await().atMost(PATIENCE).until(() -> deadLetters(id).size(), size -> size == 2);
        service().refused.remove(id);
        publish(Events.event(id, 3));
        await().atMost(PATIENCE).until(() -> deadLetters(id).size(), size -> size == 3);
        assertThat(deadLetters(id).stream().map(letter -> letter.get("reason").asText()))
                .containsExactly("not-wanted", "BLOCKED", "BLOCKED");
        assertThat(service().sequences(id)).isEmpty();
        await().atMost(PATIENCE).until(() -> deadLetters("other" + id).size(), size -> size == 1);
        http.get()
                .uri("/actuator/health")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo("DEGRADED");

        String letter = deadLetters(id).get(0).get("id").asText();
        http.post()
                .uri("/api/v1/ticket/dead-letters/{id}/resend", letter)
                .header("Idempotency-Key", "r-1")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.resent")
                .isEqualTo(3);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(service().sequences(id)).containsExactly(1L, 2L, 3L));
        publish(Events.event(id, 4));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(service().sequences(id)).containsExactly(1L, 2L, 3L, 4L));
        assertThat(deadLetters(id)).isEmpty();
        // The same request again, another one, an unknown letter, and one without a key.
        http.post()
                .uri("/api/v1/ticket/dead-letters/{id}/resend", letter)
                .header("Idempotency-Key", "r-1")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.resent")
                .isEqualTo(3);
        http.post()
                .uri("/api/v1/ticket/dead-letters/{id}/resend", letter)
                .header("Idempotency-Key", "r-2")
                .exchange()
                .expectStatus()
                .isEqualTo(HttpStatus.CONFLICT);
        http.post()
                .uri("/api/v1/ticket/dead-letters/nothing/resend")
                .header("Idempotency-Key", "r-3")
                .exchange()
                .expectStatus()
                .isNotFound();
        http.post()
                .uri("/api/v1/ticket/dead-letters/{id}/resend", letter)
                .exchange()
                .expectStatus()
                .isBadRequest();
    }

    @Test
    void aResentEventThatFailsAgainStaysDeadWithWhatFollows() throws Exception {
        String id = Events.subject();
        service().refused.add(id);
        publish(Events.event(id, 1));
        publish(Events.event(id, 2));
        await().atMost(PATIENCE).until(() -> deadLetters(id).size(), size -> size == 2);

        http.post()
                .uri(
                        "/api/v1/ticket/dead-letters/{id}/resend",
                        deadLetters(id).get(0).get("id").asText())
                .header("Idempotency-Key", "r-again")
                .exchange()
                .expectStatus()
                .isOk();

        await().atMost(PATIENCE)
                .until(() -> deadLetters(id).stream()
                                .filter(letter -> letter.get("state").asText().equals("DEAD"))
                                .count()
                        == 2);
        assertThat(service().sequences(id)).isEmpty();
    }

    @Test
    void whatWasMarkedAsSentAndNeverArrivedIsSentAgain() throws Exception {
        String id = Events.subject();
        service().refused.add(id);
        publish(Events.event(id, 1));
        publish(Events.event(id, 2));
        await().atMost(PATIENCE).until(() -> deadLetters(id).size(), size -> size == 2);
        service().refused.remove(id);
        String letter = deadLetters(id).get(0).get("id").asText();
        // What a crash between the mark and the log leaves behind.
        Mono.from(ticket.getBean(MongoDatabase.class)
                        .getCollection("deadLetters")
                        .updateOne(
                                new Document("_id", letter),
                                new Document(
                                        "$set",
                                        new Document("state", "RESENT")
                                                .append("resentAt", java.util.Date.from(Instant.now())))))
                .block(PATIENCE);
        assertThat(deadLetters(id).stream().map(left -> left.get("state").asText()))
                .containsExactly("RESENT", "DEAD");

        http.post()
                .uri("/api/v1/ticket/dead-letters/{id}/resend", letter)
                .header("Idempotency-Key", "r-crash")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.resent")
                .isEqualTo(2);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(service().sequences(id)).containsExactly(1L, 2L));
        await().atMost(PATIENCE).until(() -> deadLetters(id).isEmpty());
    }

    private List<JsonNode> deadLetters(String key) {
        JsonNode page = http.get()
                .uri("/api/v1/ticket/dead-letters?limit=500")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody();
        List<JsonNode> letters = new java.util.ArrayList<>();
        page.get("items").forEach(letter -> {
            assertThat(letter.has("value")).isFalse();
            if (letter.path("key").asText().equals(key)) {
                letters.add(letter);
            }
        });
        letters.sort(java.util.Comparator.comparingLong(
                letter -> letter.get("offset").asLong()));
        return letters;
    }

    private void refuses(String json, String pointer) {
        http.post()
                .uri("/echo")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(json)
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("invalid-request")
                .jsonPath("$.errors[0].pointer")
                .isEqualTo(pointer);
    }

    @Test
    void readsRequestsStrictly() {
        refuses("{\"name\":\"a\",\"count\":1,\"colour\":2}", "#/colour");
        refuses("{\"name\":7,\"count\":1}", "#/name");
        refuses("{\"name\":\"a\",\"count\":\"1\"}", "#/count");
        refuses("{\"name\":\"a\",\"count\":1.5}", "#/count");
        refuses("{\"name\":\"a\",\"count\":null}", "#/count");
        refuses("{\"name\":\"a\\u0000b\",\"count\":1}", "#/name");
        refuses("{\"name\":\"a\\ud83d\",\"count\":1}", "#/name");
        refuses("{\"name\":\"a\",\"count\":1,\"elements\":{\"x\":\"\\u0000\"}}", "#/elements/x");
        refuses("{\"name\":\"a\",\"count\":1,\"at\":\"2026-03-01T00:00:00\"}", "#/at");
        refuses("{\"name\":\"a\",\"count\":1,\"at\":1700000000}", "#/at");
        refuses("{\"name\":\"a\",\"count\":1,\"kind\":\"THREE\"}", "#/kind");
        refuses("{\"name\":\"a\",\"count\":1,\"kind\":0}", "#/kind");
        refuses("{\"name\":\"a\",\"count\":1,\"name\":\"b\"}", "#");
        refuses("{\"name\":", "#");
        refuses("", "#");
        refuses("[]", "#");
        http.post()
                .uri("/echo")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"name\":\"中文𠮷😀\",\"count\":1,\"at\":\"2026-03-01T08:00:00+08:00\"}")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .json(
                        "{\"name\":\"中文𠮷😀\",\"count\":1,\"at\":\"2026-03-01T00:00:00Z\"}",
                        org.springframework.test.json.JsonCompareMode.STRICT);
    }

    @Test
    void answersEveryFaultWithAProblem() {
        http.get()
                .uri("/nothing")
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON);
        http.delete()
                .uri("/echo")
                .exchange()
                .expectStatus()
                .isEqualTo(405)
                .expectHeader()
                .valueEquals("Allow", "POST")
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON);
        http.post()
                .uri("/echo")
                .contentType(MediaType.TEXT_PLAIN)
                .bodyValue("x")
                .exchange()
                .expectStatus()
                .isEqualTo(415)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON);
        http.post()
                .uri("/echo")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"name\":\"" + "x".repeat(2_000_000) + "\"}")
                .exchange()
                .expectStatus()
                .isEqualTo(413)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON);
        http.get()
                .uri("/number?n=x")
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].pointer")
                .isEqualTo("n");
        http.get()
                .uri("/number")
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].pointer")
                .isEqualTo("n");
        http.post()
                .uri("/keyed")
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].pointer")
                .isEqualTo("Idempotency-Key");
        String broken = http.get()
                .uri("/broken")
                .exchange()
                .expectStatus()
                .isEqualTo(500)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        assertThat(broken).contains("correlationId").doesNotContain("secret");
    }

    @Test
    void answersAPathThatIsNotEncodedRight() throws Exception {
        try (java.net.Socket socket = new java.net.Socket(
                "127.0.0.1", Integer.parseInt(ticket.getEnvironment().getProperty("local.server.port")))) {
            socket.getOutputStream()
                    .write("GET /api/%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                            .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 400").contains("application/problem+json");
        }
    }

    @Test
    void keepsAUsableCorrelationId() {
        http.get()
                .uri("/correlation")
                .header("X-Correlation-Id", "import-2026-a")
                .exchange()
                .expectHeader()
                .valueEquals("X-Correlation-Id", "import-2026-a")
                .expectBody(String.class)
                .isEqualTo("import-2026-a");
        String other = http.get()
                .uri("/correlation")
                .header("X-Correlation-Id", "13800138000")
                .exchange()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        assertThat(other).isNotEqualTo("13800138000").hasSize(36);
    }

    @Test
    void measuresItself() {
        String page = http.get()
                .uri("/actuator/prometheus")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        assertThat(page)
                .contains(
                        "hotline_outbox_pending", "hotline_outbox_oldest_age_seconds", "hotline_outbox_published_total")
                .contains("hotline_events_lag", "hotline_events_handled_total", "hotline_dead_letters");
    }

    @Test
    void keepsRecordsOfAKeyInOnePartitionNumber() {
        assertThat(TestEngines.records(TestEngines.properties("x"), Topics.TICKETS).stream()
                        .map(record -> new TopicPartition(record.key(), record.partition()))
                        .distinct()
                        .map(TopicPartition::topic))
                .doesNotHaveDuplicates();
    }
}
