package com.hotline48.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.hotline48.events.Topics;
import com.hotline48.events.routing.RoutingEvent.FormAccepted;
import com.hotline48.events.routing.RoutingEvent.FormCancelled;
import com.hotline48.events.routing.RoutingEvent.FormDispatched;
import com.hotline48.events.routing.RoutingEvent.FormFedBack;
import com.hotline48.events.routing.RoutingEvent.FormReturned;
import com.hotline48.events.ticket.TicketEvent;
import com.hotline48.events.ticket.TicketType;
import com.hotline48.testkit.BackingServices;
import com.hotline48.testkit.EventLog;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.actuate.observability.AutoConfigureObservability;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.http.MediaType;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;

/**
 * The service whole, on a real broker and document server: what it hears of tickets, and its API.
 * Its context goes when it is done: two of them would share one consumer group.
 */
@SpringBootTest(
        classes = RoutingApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "spring.config.name=routing")
@AutoConfigureObservability(tracing = false)
@DirtiesContext
class RoutingApiIT {

    private static final Instant START = TicketStory.START;
    private static final ObjectMapper JSON = new ObjectMapper();

    private static EventLog log;

    @Autowired
    private WebTestClient client;

    @DynamicPropertySource
    static void engines(DynamicPropertyRegistry registry) {
        BackingServices.get().register(registry, "routing");
    }

    @BeforeAll
    static void openLog() {
        log = EventLog.of(BackingServices.get().kafkaBootstrap(), Topics.ROUTING);
    }

    @AfterAll
    static void closeLog() {
        log.close();
    }

    @Test
    void sendsAFormAndTakesTheDepartmentsFeedback() {
        TicketStory story = new TicketStory(log).accepted(TicketType.COMPLAINT);
        story.dispatched(Optional.empty(), START.plusSeconds(60));
        String form = awaitForm(story, 1);

        JsonNode listed =
                get("/api/v1/routing/forms?ticketId=" + story.id()).get("items").get(0);
        assertThat(listed.get("department").asText()).isEqualTo("COMPLAINTS");
        assertThat(listed.get("state").asText()).isEqualTo("DISPATCHED");
        assertThat(listed.get("hop").asInt()).isEqualTo(1);
        assertThat(listed.get("dispatchedAt").asText()).isEqualTo("2016-03-01T08:01:00Z");
        assertThat(listed.get("dueAt").asText()).isEqualTo("2016-03-02T08:01:00Z");
        assertThat(listed.has("acceptedAt")).isFalse();

        JsonNode accepted =
                post(form + "/accept", "{\"agent\":\"D-1\",\"occurredAt\":\"2016-03-01T10:00:00+08:00\"}", 400, null);
        assertThat(accepted.at("/errors/0/pointer").asText()).isEqualTo("#/occurredAt");
        accepted =
                post(form + "/accept", "{\"agent\":\"D-1\",\"occurredAt\":\"2016-03-01T17:00:00+08:00\"}", 200, null);
        assertThat(accepted.get("state").asText()).isEqualTo("ACCEPTED");
        assertThat(accepted.get("acceptedAt").asText()).isEqualTo("2016-03-01T09:00:00Z");

        JsonNode fedBack = post(
                form + "/feedback",
                "{\"agent\":\"D-1\",\"customerAnsweredAt\":\"2016-03-01T09:30:00Z\",\"note\":\"已向客户说明 🌧 𠮷\","
                        + "\"occurredAt\":\"2016-03-01T09:40:00Z\"}",
                200,
                null);
        assertThat(fedBack.get("state").asText()).isEqualTo("FED_BACK");
        assertThat(fedBack.get("fedBackAt").asText()).isEqualTo("2016-03-01T09:40:00Z");
        assertThat(fedBack.get("customerAnsweredAt").asText()).isEqualTo("2016-03-01T09:30:00Z");
        assertThat(get("/api/v1/routing/forms/" + form).get("note").asText()).isEqualTo("已向客户说明 🌧 𠮷");

        assertThat(log.awaitEventsOf(story.id(), events -> events.size() == 3))
                .extracting(event -> (Object) event.data())
                .containsExactly(
                        new FormDispatched(
                                form,
                                "COMPLAINTS",
                                1,
                                START.plusSeconds(60),
                                START.plusSeconds(60).plus(Duration.ofHours(24))),
                        new FormAccepted(form, Instant.parse("2016-03-01T09:00:00Z")),
                        new FormFedBack(
                                form,
                                "COMPLAINTS",
                                true,
                                Instant.parse("2016-03-01T09:40:00Z"),
                                Optional.of(Instant.parse("2016-03-01T09:30:00Z"))));
        assertThat(log.records())
                .noneMatch(record ->
                        new String(record.value(), java.nio.charset.StandardCharsets.UTF_8).contains("已向客户说明"));
    }

    @Test
    void sendsAReturnedFormOnAndWaitsForTheAgentInTheEnd() {
        TicketStory story = new TicketStory(log).accepted(TicketType.COMPLAINT);
        story.dispatched(Optional.empty(), START.plusSeconds(60));
        String body = "{\"agent\":\"D-1\",\"reasonCode\":\"NOT-OURS\",\"note\":\"错派\"}";

        JsonNode returned = post(awaitForm(story, 1) + "/return", body, 200, null);
        assertThat(returned.get("state").asText()).isEqualTo("RETURNED");
        assertThat(returned.get("reasonCode").asText()).isEqualTo("NOT-OURS");
        post(awaitForm(story, 2) + "/return", body, 200, null);
        story.dispatched(Optional.of("ENGINEERING"), Instant.now());
        awaitForm(story, 3);

        JsonNode items = get("/api/v1/routing/forms?ticketId=" + story.id()).get("items");
        assertThat(items.findValuesAsText("department"))
                .containsExactly("COMPLAINTS", "CUSTOMER-SERVICE", "ENGINEERING");
        assertThat(items.findValuesAsText("state")).containsExactly("RETURNED", "RETURNED", "DISPATCHED");
        assertThat(log.awaitEventsOf(story.id(), events -> events.size() == 5))
                .extracting(event -> event.data().getClass().getSimpleName())
                .containsExactly("FormDispatched", "FormReturned", "FormDispatched", "FormReturned", "FormDispatched");
        assertThat(log.awaitFact(story.id(), FormReturned.class).reason()).isEqualTo("NOT-OURS");
    }

    @Test
    void takesEachEventInOnce() {
        TicketStory story = new TicketStory(log).accepted(TicketType.FAULT);
        var dispatched = story.dispatched(Optional.of("MAINTENANCE"), START.plusSeconds(60));
        story.again(dispatched);
        story.tell(new TicketEvent.TicketUrged(1, START.plusSeconds(70)));
        var answered = story.tell(
                new TicketEvent.TicketAnswered(START.plusSeconds(90), TicketEvent.AnsweredBy.AGENT, Optional.empty()));
        story.again(dispatched);
        story.again(answered);
        // The marker: once it has taken effect, everything before it has.
        story.tell(new TicketEvent.TicketReopened("NOT_FIXED", START.plusSeconds(100)));
        story.dispatched(Optional.of("OTHER"), START.plusSeconds(110));

        assertThat(log.awaitEventsOf(story.id(), events -> events.size() >= 3))
                .extracting(event -> (Object) event.data())
                .containsExactly(
                        new FormDispatched(
                                story.id() + "-f1",
                                "MAINTENANCE",
                                1,
                                START.plusSeconds(60),
                                START.plusSeconds(60).plus(Duration.ofHours(24))),
                        new FormCancelled(
                                story.id() + "-f1",
                                "MAINTENANCE",
                                FormCancelled.Cause.TICKET_ANSWERED,
                                START.plusSeconds(90)),
                        new FormDispatched(
                                story.id() + "-f2",
                                "OTHER",
                                2,
                                START.plusSeconds(110),
                                START.plusSeconds(110).plus(Duration.ofHours(24))));
    }

    @Test
    void answersARepeatedRequestAsTheFirstTime() {
        TicketStory story = new TicketStory(log).accepted(TicketType.COMPLAINT);
        story.dispatched(Optional.empty(), START.plusSeconds(60));
        String form = awaitForm(story, 1);
        String key = UUID.randomUUID().toString();

        JsonNode first = post(form + "/accept", "{\"agent\":\"D-1\"}", 200, key);
        post(form + "/feedback", "{\"agent\":\"D-1\"}", 200, null);
        JsonNode second = post(form + "/accept", "{\"agent\":\"D-1\"}", 200, key);
        JsonNode other = post(form + "/accept", "{\"agent\":\"D-2\"}", 422, key);
        JsonNode late = post(form + "/accept", "{\"agent\":\"D-1\"}", 409, null);

        assertThat(second).isEqualTo(first);
        assertThat(other.get("type").asText()).isEqualTo("/problems/idempotency-key-reused");
        assertThat(late.get("type").asText()).isEqualTo("/problems/illegal-transition");
        assertThat(late.get("state").asText()).isEqualTo("FED_BACK");
        assertThat(late.get("version").asLong()).isEqualTo(4);
        assertThat(log.awaitEventsOf(story.id(), events -> events.size() == 3)).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "accept; {}; #/agent",
                "accept; {\"agent\":\"13800138000\"}; #/agent",
                "accept; {\"agent\":7}; #/agent",
                "accept; {\"agent\":\"D\",\"colour\":\"red\"}; #/colour",
                "accept; {\"agent\":\"D\",\"occurredAt\":\"2016-03-01T09:00:00\"}; #/occurredAt",
                "accept; {\"agent\":\"D\",\"occurredAt\":\"2999-03-01T09:00:00Z\"}; #/occurredAt",
                "feedback; {\"agent\":\"D\",\"final\":\"yes\"}; #/final",
                "feedback; {\"agent\":\"D\",\"note\":\" \"}; #/note",
                "feedback; {\"agent\":\"D\",\"note\":\"a\\u0000b\"}; #/note",
                "feedback; {\"agent\":\"D\",\"customerAnsweredAt\":\"2016-02-01T09:00:00Z\"}; #/customerAnsweredAt",
                "feedback; {\"agent\":\"D\",\"final\":false,\"customerAnsweredAt\":\"2016-03-01T09:00:00Z\"}; #/customerAnsweredAt",
                "return; {\"agent\":\"D\"}; #/reasonCode",
                "return; {\"agent\":\"D\",\"reasonCode\":\"a<b\"}; #/reasonCode",
            })
    void namesTheMemberThatIsWrong(String operation, String body, String pointer) {
        TicketStory story = new TicketStory(log).accepted(TicketType.COMPLAINT);
        story.dispatched(Optional.empty(), START.plusSeconds(60));
        String form = awaitForm(story, 1);

        JsonNode problem = post(form + "/" + operation, body, 400, null);

        assertThat(problem.at("/errors/0/pointer").asText()).isEqualTo(pointer);
        assertThat(get("/api/v1/routing/forms/" + form).get("state").asText()).isEqualTo("DISPATCHED");
    }

    @Test
    void refusesWhatIsNoRequest() {
        assertThat(post("t1-f1/accept", "{\"agent\":\"D\"", 400, null)
                        .get("status")
                        .asInt())
                .isEqualTo(400);
        assertThat(post("t1-f1/accept", "{\"agent\":\"D\"}", 404, null)
                        .get("type")
                        .asText())
                .isEqualTo("/problems/unknown-form");
        assertThat(post("$ne/accept", "{\"agent\":\"D\"}", 404, null)
                        .get("type")
                        .asText())
                .isEqualTo("/problems/unknown-form");
        client.post()
                .uri("/api/v1/routing/forms/t1-f1/accept")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"agent\":\"D\"}")
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].pointer")
                .isEqualTo("Idempotency-Key");
        client.post()
                .uri("/api/v1/routing/forms/t1-f1/accept")
                .contentType(MediaType.TEXT_PLAIN)
                .bodyValue("x")
                .exchange()
                .expectStatus()
                .isEqualTo(415);
        for (String query : List.of("limit=0", "limit=201", "limit=x", "state=LOST", "cursor=$gt", "ticketId=a.b")) {
            client.get()
                    .uri("/api/v1/routing/forms?" + query)
                    .exchange()
                    .expectStatus()
                    .isBadRequest()
                    .expectBody()
                    .jsonPath("$.errors[0].pointer")
                    .isEqualTo(query.substring(0, query.indexOf('=')));
        }
    }

    @Test
    void listsADepartmentsFormsPageByPage() {
        String department = "D-" + UUID.randomUUID().toString().substring(0, 4);
        for (int i = 0; i < 3; i++) {
            TicketStory story = new TicketStory(log).accepted(TicketType.FAULT);
            story.dispatched(Optional.of(department), START.plusSeconds(60));
            awaitForm(story, 1);
        }

        JsonNode first = get("/api/v1/routing/forms?state=DISPATCHED&limit=2&department=" + department);
        JsonNode second = get("/api/v1/routing/forms?state=DISPATCHED&limit=2&department=" + department + "&cursor="
                + first.get("nextCursor").asText());

        assertThat(first.get("items")).hasSize(2);
        assertThat(second.get("items")).hasSize(1);
        assertThat(second.has("nextCursor")).isFalse();
        assertThat(get("/api/v1/routing/forms?state=ACCEPTED&department=" + department)
                        .get("items"))
                .isEmpty();
    }

    @Test
    void putsAStoryWithoutItsBeginningAside() {
        TicketStory story = new TicketStory(log);
        story.dispatched(Optional.empty(), START);

        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(
                        get("/api/v1/routing/dead-letters").toString())
                .contains("UNKNOWN_TICKET"));
    }

    @Test
    void showsItsHealthItsFiguresAndItsApi() {
        // Other tests leave dead letters behind.
        assertThat(get("/actuator/health/readiness").get("status").asText()).isIn("UP", "DEGRADED");
        assertThat(get("/actuator/health/readiness").get("components").has("deadLetters"))
                .isTrue();
        client.get()
                .uri("/actuator/prometheus")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .value(text -> assertThat(text).contains("hotline_routing_failures_total{why=\"HOP_LIMIT\"}"));
        JsonNode paths = get("/v3/api-docs").get("paths");
        assertThat(paths.has("/api/v1/routing/forms/{formId}/feedback")).isTrue();
    }

    private String awaitForm(TicketStory story, int hop) {
        String form = story.id() + "-f" + hop;
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(25))
                .until(() -> get("/api/v1/routing/forms?ticketId=" + story.id())
                        .get("items")
                        .findValuesAsText("formId")
                        .contains(form));
        return form;
    }

    private JsonNode get(String uri) {
        return json(client.get()
                .uri(uri)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .returnResult());
    }

    private JsonNode post(String path, String body, int status, String key) {
        return json(client.post()
                .uri("/api/v1/routing/forms/" + path)
                .header("Idempotency-Key", key == null ? UUID.randomUUID().toString() : key)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectBody()
                .returnResult());
    }

    private static JsonNode json(EntityExchangeResult<byte[]> result) {
        try {
            return JSON.readTree(result.getResponseBody());
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
