package com.hotline48.complaintsla;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import com.hotline48.delivery.mark.Mark;
import com.hotline48.events.Causality;
import com.hotline48.events.EventEnvelope;
import com.hotline48.events.Sources;
import com.hotline48.events.Topics;
import com.hotline48.events.sla.SlaEvent;
import com.hotline48.events.ticket.Channel;
import com.hotline48.events.ticket.Segment;
import com.hotline48.events.ticket.TicketEvent;
import com.hotline48.events.ticket.TicketEvent.TicketAccepted;
import com.hotline48.events.ticket.TicketType;
import com.hotline48.testkit.BackingServices;
import com.hotline48.testkit.EventLog;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

class SlaApiIT {

    private static final Duration HOUR = Duration.ofHours(1);

    private static ConfigurableApplicationContext context;
    private static EventLog log;
    private static WebTestClient http;
    private static ScheduledExecutorService ticketService;

    @BeforeAll
    static void start() {
        BackingServices services = BackingServices.get();
        context = new SpringApplicationBuilder(ComplaintSlaApplication.class)
                .properties("spring.config.name=complaint-sla")
                .run(services.arguments("complaint-sla"));
        log = EventLog.of(services.kafkaBootstrap(), Topics.SLA);
        http = WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port"))
                .responseTimeout(Duration.ofSeconds(30))
                .build();
        // Stands in for the ticket service, which says up to when it has published.
        ticketService = Executors.newSingleThreadScheduledExecutor();
        var unused = ticketService.scheduleWithFixedDelay(
                () -> {
                    Mark mark = new Mark(Sources.TICKET, 0, 1, Instant.now());
                    log.write(new ProducerRecord<>(Topics.MARKS, 0, mark.key(), mark.encode()));
                },
                0,
                250,
                TimeUnit.MILLISECONDS);
    }

    @AfterAll
    static void stop() {
        ticketService.shutdownNow();
        context.close();
        log.close();
    }

    @Test
    void tellsClocksAndRelationAndAsOf() {
        String earlier = id();
        String later = id();
        String customer = id();
        Instant accepted = Instant.now().minus(HOUR.multipliedBy(24)).truncatedTo(java.time.temporal.ChronoUnit.MILLIS);
        accept(earlier, accepted, customer);
        JsonNode running = await(earlier, "RUNNING");
        assertThat(running.at("/clocks/0/kind").asText()).isEqualTo("COMPLAINT_ANSWER");
        assertThat(Instant.parse(running.at("/clocks/0/dueAt").asText()))
                .isEqualTo(accepted.plus(HOUR.multipliedBy(48)));
        assertThat(running.at("/clocks/0/elapsedPercent").asDouble()).isBetween(50.0, 51.0);
        assertThat(running.at("/relation/relation").asText()).isEqualTo("NONE");

        answer(earlier, 2, accepted.plus(HOUR.multipliedBy(12)));
        accept(later, accepted.plus(HOUR.multipliedBy(13)), customer);
        Instant acknowledged = Instant.now();

        JsonNode met = await(earlier, "MET");
        assertThat(Instant.parse(met.at("/clocks/0/answeredAt").asText()))
                .isEqualTo(accepted.plus(HOUR.multipliedBy(12)));
        assertThat(met.at("/clocks/0/elapsedPercent").asDouble()).isEqualTo(25.0);
        // Once asOf has passed a request, its effects are there without further waiting.
        JsonNode asOf = Awaitility.await()
                .atMost(Duration.ofSeconds(40))
                .until(
                        () -> get("/api/v1/sla/tickets/" + later),
                        body -> body.has("asOf")
                                && !Instant.parse(body.at("/asOf").asText()).isBefore(acknowledged));
        assertThat(asOf.at("/relation/relation").asText()).isEqualTo("REPEAT");
        assertThat(asOf.at("/relation/earlier").asText()).isEqualTo(earlier);
        assertThat(asOf.at("/relation/cause").asText()).isEqualTo("UNSATISFIED");
    }

    @Test
    void listsTheSoonestFirst() {
        String late = id();
        String soon = id();
        Instant now = Instant.now();
        accept(late, now.minus(HOUR.multipliedBy(40)), id());
        accept(soon, now.minus(HOUR.multipliedBy(41)), id());
        await(late, "RUNNING");
        await(soon, "RUNNING");

        JsonNode list = get(
                "/api/v1/sla/clocks?state=RUNNING&province=CN-BJ&limit=2&dueBefore=" + now.plus(HOUR.multipliedBy(9)));

        assertThat(list.at("/items").findValuesAsText("ticketId")).containsExactly(soon, late);
    }

    @Test
    void showsALateAnswerOfABreachedComplaint() {
        String ticket = id();
        Instant accepted = Instant.now().minus(HOUR.multipliedBy(100));
        accept(ticket, accepted, id());
        answer(ticket, 2, accepted.plus(HOUR.multipliedBy(72)));

        JsonNode breached = await(ticket, "BREACHED");

        Awaitility.await()
                .until(() -> get("/api/v1/sla/tickets/" + ticket)
                                .at("/clocks/0/elapsedPercent")
                                .asDouble()
                        == 150.0);
        assertThat(breached.at("/clocks/0").has("breachedAt")).isTrue();
    }

    @Test
    void asksToComeBackForWhatIsNotProcessedYet() {
        http.get()
                .uri("/api/v1/sla/tickets/" + id())
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectHeader()
                .valueEquals("Retry-After", "1")
                .expectHeader()
                .contentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON);
    }

    @Test
    void takesAParameterWithoutAValueForAbsent() {
        for (String query : List.of("state=RUNNING&dueBefore=&limit=", "state=&province=", "limit=1&dueBefore")) {
            http.get()
                    .uri("/api/v1/sla/clocks?" + query)
                    .exchange()
                    .expectStatus()
                    .isOk()
                    .expectBody()
                    .jsonPath("$.items")
                    .isArray();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/sla/clocks?state=OPEN",
                "/api/v1/sla/clocks?dueBefore=tomorrow",
                "/api/v1/sla/clocks?dueBefore=+999999999-01-01T00:00:00Z",
                "/api/v1/sla/clocks?dueBefore=-999999999-01-01T00:00:00Z",
                "/api/v1/sla/clocks?dueBefore=+999999999-12-31T23:59:59-18:00",
                "/api/v1/sla/clocks?dueBefore=+1000000000-01-01T00:00:00Z",
                "/api/v1/sla/clocks?province=Beijing",
                "/api/v1/sla/clocks?limit=0",
                "/api/v1/sla/clocks?limit=many",
                "/api/v1/sla/tickets/$ne"
            })
    void refusesWhatItDoesNotUnderstand(String path) {
        http.get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].pointer")
                .exists();
    }

    @Test
    void aRebuildAnnouncesNothingTwice() {
        String ticket = id();
        String again = id();
        String customer = id();
        Instant accepted = Instant.now().minus(HOUR.multipliedBy(60));
        accept(ticket, accepted, customer);
        answer(ticket, 2, accepted.plus(HOUR));
        accept(again, accepted.plus(HOUR.multipliedBy(50)), customer);
        await(again, "RUNNING");
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> get("/api/v1/sla/tickets/" + again)
                .at("/relation/relation")
                .asText()
                .equals("REPEAT"));
        List<String> before = announced(ticket, again);

        http.post()
                .uri("/actuator/rebuild")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{}")
                .exchange()
                .expectStatus()
                .isOk();

        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> get("/actuator/rebuild").at("/state").asText().equals("IDLE"));
        assertThat(announced(ticket, again)).isEqualTo(before);
        answer(again, 2, accepted.plus(HOUR.multipliedBy(51)));
        await(again, "MET");
        assertThat(announced(ticket, again)).hasSize(before.size() + 1);
    }

    private static List<String> announced(String... tickets) {
        return List.of(tickets).stream()
                .flatMap(ticket -> log.eventsOf(ticket).stream())
                .filter(event -> event.data() instanceof SlaEvent)
                .map(event -> event.source() + event.id() + event.data())
                .toList();
    }

    private static JsonNode await(String ticket, String state) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(40))
                .until(
                        () -> get("/api/v1/sla/tickets/" + ticket),
                        body -> body.at("/clocks/0/state").asText().equals(state));
    }

    private static JsonNode get(String path) {
        return http.get()
                .uri(path)
                .exchange()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody();
    }

    private static void accept(String ticket, Instant at, String customer) {
        publish(
                ticket,
                1,
                new TicketAccepted(
                        "BJ-" + ticket,
                        TicketType.COMPLAINT,
                        Optional.of("noise"),
                        1,
                        Segment.STANDARD,
                        Channel.CALL,
                        at,
                        Optional.of(customer),
                        "1001",
                        Optional.empty()));
    }

    private static void answer(String ticket, long sequence, Instant at) {
        publish(ticket, sequence, new TicketEvent.TicketAnswered(at, TicketEvent.AnsweredBy.AGENT, Optional.empty()));
    }

    private static void publish(String ticket, long sequence, TicketEvent event) {
        log.publish(
                Topics.TICKETS,
                EventEnvelope.of(
                        Sources.TICKET, ticket, sequence, "CN-BJ", Instant.now(), Causality.ofRequest("r"), event));
    }

    private static String id() {
        return "t" + UUID.randomUUID().toString().replace("-", "").substring(0, 25);
    }
}
