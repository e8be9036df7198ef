package com.hotline48.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.hotline48.events.Causality;
import com.hotline48.events.EventEnvelope;
import com.hotline48.events.HotlineEvent;
import com.hotline48.events.Sources;
import com.hotline48.events.Topics;
import com.hotline48.events.callback.CallbackEvent.CallbackAttempted;
import com.hotline48.events.callback.CallbackEvent.CallbackCancelled;
import com.hotline48.events.callback.CallbackEvent.CallbackCompleted;
import com.hotline48.events.callback.CallbackEvent.CallbackHandedUp;
import com.hotline48.events.callback.CallbackEvent.CallbackScheduled;
import com.hotline48.events.callback.CallbackEvent.Kind;
import com.hotline48.events.callback.CallbackEvent.Outcome;
import com.hotline48.events.callback.CallbackEvent.Satisfaction;
import com.hotline48.events.callback.CallbackEvent.SurveyAnswered;
import com.hotline48.events.callback.CallbackEvent.SurveySource;
import com.hotline48.events.routing.RoutingEvent.FormFedBack;
import com.hotline48.events.ticket.Channel;
import com.hotline48.events.ticket.Segment;
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
 * The service whole, on a real broker and document server: what it hears of tickets and forms, and its API.
 * Its context goes when it is done: two of them would share one consumer group.
 */
@SpringBootTest(
        classes = CallbackApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "spring.config.name=callback")
@AutoConfigureObservability(tracing = false)
@DirtiesContext
class CallbackApiIT {

    private static final Instant START = Instant.parse("2016-03-01T08:00:00Z");
    private static final String SURVEY =
            "{\"fixed\":true,\"handling\":\"SATISFIED\",\"service\":\"BASICALLY_SATISFIED\","
                    + "\"pursues\":false,\"suggestion\":\"早点回电 🌧\"}";
    private static final ObjectMapper JSON = new ObjectMapper();

    private static EventLog log;

    @Autowired
    private WebTestClient client;

    @DynamicPropertySource
    static void engines(DynamicPropertyRegistry registry) {
        BackingServices.get().register(registry, "callback");
    }

    @BeforeAll
    static void openLog() {
        log = EventLog.of(BackingServices.get().kafkaBootstrap(), Topics.CALLBACKS);
    }

    @AfterAll
    static void closeLog() {
        log.close();
    }

    @Test
    void revisitsAnAnsweredComplaintWithItsSurvey() {
        Story story = new Story().accepted(TicketType.COMPLAINT).answered(START.plusSeconds(3600));
        String task = awaitTask(story, 1);

        JsonNode open =
                get("/api/v1/callbacks?ticketId=" + story.id).get("items").get(0);
        assertThat(open.get("kind").asText()).isEqualTo("COMPLAINT_REVISIT");
        assertThat(open.get("state").asText()).isEqualTo("OPEN");
        assertThat(open.get("scheduledAt").asText()).isEqualTo("2016-03-01T09:00:00Z");
        assertThat(open.get("dueAt").asText()).isEqualTo("2016-03-03T09:00:00Z");

        JsonNode missed = post(
                task,
                "{\"agent\":\"A-7\",\"outcome\":\"NO_ANSWER\",\"occurredAt\":\"2016-03-01T10:00:00Z\"}",
                200,
                null);
        assertThat(missed.at("/attempts/0/nextAt").asText()).isEqualTo("2016-03-01T10:30:00Z");
        assertThat(missed.get("notBefore").asText()).isEqualTo("2016-03-01T10:30:00Z");
        JsonNode reached = post(
                task,
                "{\"agent\":\"A-7\",\"outcome\":\"REACHED\",\"occurredAt\":\"2016-03-01T18:30:00+08:00\",\"note\":\"很客气\",\"survey\":"
                        + SURVEY + "}",
                200,
                null);
        assertThat(reached.get("state").asText()).isEqualTo("COMPLETED");
        assertThat(reached.get("completedAt").asText()).isEqualTo("2016-03-01T10:30:00Z");
        assertThat(reached.toString()).doesNotContain("早点回电").doesNotContain("很客气");
        JsonNode whole = get("/api/v1/callbacks/" + task);
        assertThat(whole.at("/attempts/1/survey/suggestion").asText()).isEqualTo("早点回电 🌧");
        assertThat(whole.at("/attempts/1/note").asText()).isEqualTo("很客气");

        Instant ten = Instant.parse("2016-03-01T10:00:00Z");
        Instant half = Instant.parse("2016-03-01T10:30:00Z");
        assertThat(log.awaitEventsOf(story.id, events -> events.size() == 5))
                .extracting(event -> (Object) event.data())
                .containsExactly(
                        new CallbackScheduled(
                                task,
                                Kind.COMPLAINT_REVISIT,
                                START.plusSeconds(3600),
                                START.plusSeconds(3600),
                                START.plusSeconds(3600).plus(Duration.ofDays(2))),
                        new CallbackAttempted(task, 1, Outcome.NO_ANSWER, ten, Optional.of(half)),
                        new CallbackAttempted(task, 2, Outcome.REACHED, half, Optional.empty()),
                        new CallbackCompleted(task, Kind.COMPLAINT_REVISIT, half, true),
                        new SurveyAnswered(
                                task,
                                SurveySource.CALLBACK,
                                true,
                                Satisfaction.SATISFIED,
                                Optional.of(Satisfaction.BASICALLY_SATISFIED),
                                false,
                                half));
        assertThat(log.records())
                .noneMatch(record -> new String(record.value(), StandardCharsets.UTF_8).contains("早点回电"));
    }

    @Test
    void repliesAfterFeedbackThatIsHeardOfBeforeTheTicket() {
        Story story = new Story().fedBack(START.plusSeconds(3600), Optional.empty());
        String reply = awaitTask(story, 1);
        story.accepted(TicketType.COMPLAINT);

        JsonNode done = post(reply, "{\"agent\":\"A-7\",\"outcome\":\"REACHED\"}", 200, null);
        story.answered(Instant.parse(done.get("completedAt").asText()));
        awaitTask(story, 2);

        assertThat(get("/api/v1/callbacks?ticketId=" + story.id).get("items").findValuesAsText("kind"))
                .containsExactly("REPLY", "COMPLAINT_REVISIT");
        assertThat(log.awaitFact(story.id, CallbackCompleted.class))
                .extracting(CallbackCompleted::kind, CallbackCompleted::last)
                .containsExactly(Kind.REPLY, true);
    }

    @Test
    void takesEachEventInOnceAndCancelsAtAReopening() {
        Story story = new Story().accepted(TicketType.COMPLAINT).answered(START.plusSeconds(60));
        EventEnvelope<?> answered = story.last;
        story.again(answered);
        story.ticket(new TicketEvent.TicketReopened("NOT_FIXED", START.plusSeconds(120)));
        story.again(answered);
        story.fedBack(START.plusSeconds(180), Optional.of(START.plusSeconds(170)));

        assertThat(log.awaitEventsOf(story.id, events -> events.size() >= 3))
                .extracting(event -> (Object) event.data())
                .contains(new CallbackCancelled(story.id + "-c1", "TICKET_REOPENED", START.plusSeconds(120)));
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(
                        get("/api/v1/callbacks?state=OPEN&ticketId=" + story.id).get("items"))
                .singleElement()
                .satisfies(task -> assertThat(task.get("kind").asText()).isEqualTo("REVISIT")));
        assertThat(log.eventsOf(story.id)).hasSize(3);
    }

    @Test
    void handsUpAfterThreeAttemptsAndLetsTheSupervisorCall() {
        Story story = new Story().accepted(TicketType.COMPLAINT).answered(START);
        String task = awaitTask(story, 1);
        for (int i = 0; i < 3; i++) {
            post(task, "{\"agent\":\"A-7\",\"outcome\":\"BUSY\"}", 200, null);
        }

        assertThat(get("/api/v1/callbacks/" + task).get("state").asText()).isEqualTo("HANDED_UP");
        assertThat(log.awaitFact(story.id, CallbackHandedUp.class).attempts()).isEqualTo(3);
        assertThat(get("/api/v1/callbacks?state=HANDED_UP&limit=200")
                        .get("items")
                        .findValuesAsText("taskId"))
                .contains(task);
        assertThat(post(task, "{\"agent\":\"S-1\",\"outcome\":\"REACHED\",\"survey\":" + SURVEY + "}", 200, null)
                        .get("state")
                        .asText())
                .isEqualTo("COMPLETED");
        assertThat(get("/api/v1/callbacks?state=COMPLETED&limit=200")
                        .get("items")
                        .findValuesAsText("taskId"))
                .contains(task);
    }

    @Test
    void answersARepeatedRequestAsTheFirstTime() {
        Story story = new Story().accepted(TicketType.COMPLAINT).answered(START);
        String task = awaitTask(story, 1);
        String key = UUID.randomUUID().toString();
        String body = "{\"agent\":\"A-7\",\"outcome\":\"BUSY\",\"note\":\"占线\"}";

        JsonNode first = post(task, body, 200, key);
        JsonNode second = post(task, body, 200, key);
        JsonNode other = post(task, body.replace("BUSY", "DROPPED"), 422, key);
        post(task, "{\"agent\":\"A-7\",\"outcome\":\"REACHED\",\"survey\":" + SURVEY + "}", 200, null);
        JsonNode late = post(task, body, 409, null);

        assertThat(second).isEqualTo(first);
        assertThat(other.get("type").asText()).isEqualTo("/problems/idempotency-key-reused");
        assertThat(late.get("type").asText()).isEqualTo("/problems/illegal-transition");
        assertThat(late.get("state").asText()).isEqualTo("COMPLETED");
        assertThat(late.get("version").asLong()).isEqualTo(4);
        assertThat(get("/api/v1/callbacks/" + task).get("attempts")).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"outcome\":\"BUSY\"}; #/agent",
                "{\"agent\":\"13800138000\",\"outcome\":\"BUSY\"}; #/agent",
                "{\"agent\":\"A\"}; #/outcome",
                "{\"agent\":\"A\",\"outcome\":\"ASLEEP\"}; #/outcome",
                "{\"agent\":\"A\",\"outcome\":3}; #/outcome",
                "{\"agent\":\"A\",\"outcome\":\"REACHED\"}; #/survey",
                "{\"agent\":\"A\",\"outcome\":\"REACHED\",\"survey\":{\"fixed\":true,\"handling\":\"SATISFIED\"}}; #/survey/pursues",
                "{\"agent\":\"A\",\"outcome\":\"REACHED\",\"survey\":{\"fixed\":\"yes\"}}; #/survey/fixed",
                "{\"agent\":\"A\",\"outcome\":\"RESCHEDULED\"}; #/nextAt",
                "{\"agent\":\"A\",\"outcome\":\"BUSY\",\"occurredAt\":\"2999-01-01T00:00:00Z\"}; #/occurredAt",
                "{\"agent\":\"A\",\"outcome\":\"BUSY\",\"occurredAt\":\"2016-01-01T00:00:00Z\"}; #/occurredAt",
                "{\"agent\":\"A\",\"outcome\":\"BUSY\",\"note\":\"a\\u0000\"}; #/note",
                "{\"agent\":\"A\",\"outcome\":\"BUSY\",\"mood\":\"bad\"}; #/mood",
            })
    void namesTheMemberThatIsWrong(String body, String pointer) {
        Story story = new Story().accepted(TicketType.COMPLAINT).answered(START);
        String task = awaitTask(story, 1);

        JsonNode problem = post(task, body, 400, null);

        assertThat(problem.at("/errors/0/pointer").asText()).isEqualTo(pointer);
        assertThat(get("/api/v1/callbacks/" + task).get("attempts")).isEmpty();
    }

    @Test
    void refusesWhatIsNoRequest() {
        String body = "{\"agent\":\"A\",\"outcome\":\"BUSY\"}";
        assertThat(post("t1-c1", "{", 400, null).get("status").asInt()).isEqualTo(400);
        assertThat(post("t1-c1", body, 404, null).get("type").asText()).isEqualTo("/problems/unknown-task");
        assertThat(post("$where", body, 404, null).get("type").asText()).isEqualTo("/problems/unknown-task");
        client.post()
                .uri("/api/v1/callbacks/t1-c1/attempts")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].pointer")
                .isEqualTo("Idempotency-Key");
        for (String query :
                List.of("limit=0", "limit=x", "state=LOST", "cursor=$gt", "ticketId=a.b", "dueBefore=tomorrow")) {
            client.get()
                    .uri("/api/v1/callbacks?" + query)
                    .exchange()
                    .expectStatus()
                    .isBadRequest()
                    .expectBody()
                    .jsonPath("$.errors[0].pointer")
                    .isEqualTo(query.substring(0, query.indexOf('=')));
        }
    }

    @Test
    void listsOpenTasksSoonestDueFirstPageByPage() {
        Instant base = Instant.parse("2001-01-01T00:00:00Z");
        Story later = new Story().accepted(TicketType.COMPLAINT).answered(base.plusSeconds(60));
        Story sooner = new Story().accepted(TicketType.COMPLAINT).answered(base);
        Story last = new Story().accepted(TicketType.COMPLAINT).answered(base.plusSeconds(90));
        awaitTask(later, 1);
        awaitTask(sooner, 1);
        awaitTask(last, 1);
        String query = "/api/v1/callbacks?state=OPEN&limit=2&dueBefore=2001-02-01T00:00:00Z";

        JsonNode first = get(query);
        JsonNode second = get(query + "&cursor=" + first.get("nextCursor").asText());

        assertThat(first.get("items").findValuesAsText("ticketId")).containsExactly(sooner.id, later.id);
        assertThat(second.get("items").findValuesAsText("ticketId")).containsExactly(last.id);
        assertThat(second.has("nextCursor")).isFalse();
        assertThat(get("/api/v1/callbacks?limit=2").get("items").findValuesAsText("ticketId"))
                .containsExactly(sooner.id, later.id);
    }

    @Test
    void putsAStoryWithoutItsBeginningAside() {
        new Story().answered(START);

        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(
                        get("/api/v1/callback/dead-letters").toString())
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
                .value(text -> assertThat(text).contains("hotline_callback_attempts_total{outcome=\"WRONG_NUMBER\"}"));
        assertThat(get("/v3/api-docs").get("paths").has("/api/v1/callbacks/{taskId}/attempts"))
                .isTrue();
    }

    /** What the ticket and routing services tell of one ticket. */
    private static final class Story {

        private final String id =
                "t" + UUID.randomUUID().toString().replace("-", "").substring(0, 25);
        private long ticketSequence;
        private long routingSequence;
        private EventEnvelope<?> last;

        Story accepted(TicketType type) {
            return ticket(new TicketEvent.TicketAccepted(
                    "BJ-160301-0042-7",
                    type,
                    Optional.empty(),
                    1,
                    Segment.STANDARD,
                    Channel.CALL,
                    START,
                    Optional.empty(),
                    "A-7",
                    Optional.empty()));
        }

        Story answered(Instant at) {
            return ticket(new TicketEvent.TicketAnswered(at, TicketEvent.AnsweredBy.AGENT, Optional.empty()));
        }

        Story ticket(TicketEvent fact) {
            return tell(Topics.TICKETS, Sources.TICKET, ++ticketSequence, fact);
        }

        Story fedBack(Instant at, Optional<Instant> customerAnsweredAt) {
            return tell(
                    Topics.ROUTING,
                    Sources.ROUTING,
                    ++routingSequence,
                    new FormFedBack(id + "-f1", "COMPLAINTS", true, at, customerAnsweredAt));
        }

        void again(EventEnvelope<?> event) {
            log.publish(Topics.TICKETS, event);
        }

        private Story tell(String topic, String source, long sequence, HotlineEvent fact) {
            last = EventEnvelope.of(
                    source,
                    id,
                    sequence,
                    "CN-BJ",
                    Instant.parse("2026-01-01T00:00:00Z"),
                    Causality.ofRequest("story-" + id),
                    fact);
            log.publish(topic, last);
            return this;
        }
    }

    private String awaitTask(Story story, int n) {
        String task = story.id + "-c" + n;
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(25))
                .until(() -> get("/api/v1/callbacks?ticketId=" + story.id)
                        .get("items")
                        .findValuesAsText("taskId")
                        .contains(task));
        return task;
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

    private JsonNode post(String task, String body, int status, String key) {
        return json(client.post()
                .uri("/api/v1/callbacks/" + task + "/attempts")
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
