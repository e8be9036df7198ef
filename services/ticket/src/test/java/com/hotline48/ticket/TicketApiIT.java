package com.hotline48.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.hotline48.events.EventEnvelope;
import com.hotline48.events.Topics;
import com.hotline48.events.ticket.TicketEvent.TicketAccepted;
import com.hotline48.events.ticket.TicketEvent.TicketAnswered;
import com.hotline48.testkit.BackingServices;
import com.hotline48.testkit.EventLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

@OnRealEngines
class TicketApiIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TICKETS = "/api/v1/tickets";
    private static final String EMOJI = "🌧️𠮷野家👨‍👩‍👧";

    @Autowired
    private WebTestClient client;

    // --- accepting

    @Test
    void acceptsATicketAndShowsItWhole() {
        ObjectNode form = form("COMPLAINT").put("subtype", "服务态度").put("segment", "KEY_ACCOUNT");
        form.put("content", EMOJI).put("title", "投诉" + EMOJI).put("occurredAt", "2016-03-01T16:22:00+08:00");
        ((ObjectNode) form.get("caller")).put("name", EMOJI).put("contactPhone", "010-6555 1234");
        form.putObject("elements").put("when", "昨天" + EMOJI);

        JsonNode created = body(post(TICKETS, key(), form)
                .expectStatus()
                .isCreated()
                .expectHeader()
                .valueEquals("ETag", "\"1\"")
                .expectHeader()
                .value("Location", matchesPattern("/api/v1/tickets/t[a-z2-7]{25}")));

        assertThat(created.get("number").asText()).matches("BJ-160301-\\d{4}-\\d");
        assertThat(created.get("state").asText()).isEqualTo("ACCEPTED");
        assertThat(created.get("version").asLong()).isEqualTo(1);
        assertThat(created.get("acceptedAt").asText()).isEqualTo("2016-03-01T08:22:00Z");
        JsonNode read = read(id(created));
        assertThat(read.get("content").asText()).isEqualTo(EMOJI);
        assertThat(read.get("title").asText()).isEqualTo("投诉" + EMOJI);
        assertThat(read.at("/caller/number").asText()).isEqualTo("+8613000002128");
        assertThat(read.at("/caller/contactPhone").asText()).isEqualTo("+861065551234");
        assertThat(read.at("/caller/name").asText()).isEqualTo(EMOJI);
        assertThat(read.at("/elements/when").asText()).isEqualTo("昨天" + EMOJI);
        assertThat(read.get("customerRef").asText()).matches("[A-Za-z0-9_-]{43}");
        assertThat(read.get("segment").asText()).isEqualTo("KEY_ACCOUNT");
        assertThat(read.has("repeatOf")).isFalse();
    }

    @Test
    void publishesWhatItAcceptedWithoutPersonalData() {
        ObjectNode form = form("COMPLAINT").put("subtype", "服务态度");
        ((ObjectNode) form.get("caller")).put("name", "王小明").put("address", "某街1号");

        String id = id(accept(form));

        try (EventLog log = EventLog.of(BackingServices.get().kafkaBootstrap(), Topics.TICKETS)) {
            TicketAccepted event = log.awaitFact(id, TicketAccepted.class);
            assertThat(event.subtype()).contains("服务态度");
            assertThat(event.customerRef()).isPresent();
            assertThat(log.records())
                    .allSatisfy(record -> assertThat(new String(record.value(), StandardCharsets.UTF_8))
                            .doesNotContain("2128", "王小明", "某街", "说明"));
        }
    }

    @Test
    void makesOneTicketOfOneOrigin() {
        ObjectNode form = form("COMPLAINT");
        String key = key();
        JsonNode first = body(post(TICKETS, key, form).expectStatus().isCreated());
        post(path(first, "reclassify"), key(), command().put("type", "FAULT"))
                .expectStatus()
                .isOk();

        assertThat(body(post(TICKETS, key, form).expectStatus().isCreated())).isEqualTo(first);
        assertThat(body(post(TICKETS, key(), form).expectStatus().isOk())).isEqualTo(first);
        problem(post(TICKETS, key(), form.deepCopy().put("content", "别的")), 409, "origin-conflict");
        problem(post(TICKETS, key, form.deepCopy().put("content", "别的")), 422, "idempotency-key-reused");
    }

    @Test
    void makesOneTicketOfManyEqualRequestsAtOnce() {
        ObjectNode form = form("FAULT");
        String key = key();

        List<JsonNode> bodies = atOnce(
                12,
                i -> body(post(TICKETS, i % 2 == 0 ? key : key(), form)
                        .expectStatus()
                        .is2xxSuccessful()));

        assertThat(bodies).hasSize(12).containsOnly(bodies.get(0));
    }

    @Test
    void takesTheEarlierComplaintByItsNumber() {
        JsonNode earlier = accept(form("COMPLAINT").put("occurredAt", "2016-03-01T08:00:00Z"));

        JsonNode repeat =
                accept(form("COMPLAINT").put("repeatOf", earlier.get("number").asText()));

        assertThat(read(id(repeat)).get("repeatOf").asText()).isEqualTo(id(earlier));
        refused(form("COMPLAINT").put("repeatOf", "BJ-160301-0001-1"), 422, "#/repeatOf", "names no ticket");
        refused(
                form("COMPLAINT").put("repeatOf", id(earlier)).put("occurredAt", "2016-03-01T08:00:00Z"),
                422,
                "#/repeatOf",
                "before");
    }

    @Test
    void refusesFormsNamingTheMemberAndWhatWouldBeRight() {
        refused(form("NONSENSE"), 400, "#/type", "COMPLAINT");
        refused(form("COMPLAINT").put("title", "咨询天气"), 400, "#/title", "投诉");
        refused(caller("12ab"), 400, "#/caller/number", "phone");
        refused(caller(""), 400, "#/caller/number", "phone");
        refused(
                form("COMPLAINT")
                        .put("occurredAt", Instant.now().plusSeconds(600).toString()),
                400,
                "#/occurredAt",
                "2 minutes");
        refused(form("COMPLAINT").put("occurredAt", "yesterday"), 400, "#/occurredAt", "RFC 3339");
        refused(form("COMPLAINT").put("content", "a\u0000b"), 400, "#/content", "NUL");
        refused(form("COMPLAINT").put("colour", "red"), 400, "#/colour", "not known");
        refused(form("COMPLAINT").put("content", 5), 400, "#/content", "text");
        refused(form("COMPLAINT").put("province", "CN-XX"), 400, "#/province", "CN-GD");
        ObjectNode elements = form("COMPLAINT");
        elements.putObject("elements").put("stage", "1");
        refused(elements, 400, "#/elements", "whatTheCustomerWants");
        ObjectNode operator = form("COMPLAINT");
        ((ObjectNode) operator.get("origin")).putObject("id").put("$gt", "");
        refused(operator, 400, "#/origin/id", "text");
    }

    @Test
    void refusesWhatIsNoProperRequest() {
        raw(TICKETS, key(), MediaType.APPLICATION_JSON, "{not json")
                .expectStatus()
                .isBadRequest();
        raw(TICKETS, key(), MediaType.APPLICATION_JSON, "").expectStatus().isBadRequest();
        raw(TICKETS, key(), MediaType.APPLICATION_JSON, "[]").expectStatus().isBadRequest();
        raw(TICKETS, key(), MediaType.APPLICATION_JSON, "null").expectStatus().isBadRequest();
        raw(
                        TICKETS,
                        key(),
                        MediaType.APPLICATION_JSON,
                        form("COMPLAINT").put("content", "LONE").toString().replace("LONE", "\\ud83c"))
                .expectStatus()
                .isBadRequest();
        raw(TICKETS, key(), MediaType.TEXT_PLAIN, form("COMPLAINT").toString())
                .expectStatus()
                .isEqualTo(415)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON);
        raw(
                        TICKETS,
                        key(),
                        MediaType.APPLICATION_JSON,
                        form("COMPLAINT").put("content", "x".repeat(2 << 20)).toString())
                .expectStatus()
                .isEqualTo(413);
        client.post()
                .uri(TICKETS)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(form("COMPLAINT"))
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].pointer")
                .isEqualTo("Idempotency-Key");
        raw(
                        TICKETS,
                        "back\\slash",
                        MediaType.APPLICATION_JSON,
                        form("COMPLAINT").toString())
                .expectStatus()
                .isBadRequest();
        client.delete().uri(TICKETS).exchange().expectStatus().isEqualTo(405);
    }

    @Test
    void leavesNothingBehindOfWhatItRefuses() {
        String key = key();
        ObjectNode form = form("COMPLAINT");
        post(TICKETS, key, form.deepCopy().put("title", "咨询")).expectStatus().isBadRequest();

        post(TICKETS, key, form).expectStatus().isCreated();
    }

    // --- commands

    @Test
    void leadsATicketThroughItsLife() {
        JsonNode ticket = accept(form("COMPLAINT").put("occurredAt", "2016-03-01T08:00:00Z"));

        JsonNode dispatched =
                command(ticket, "dispatch", at("2016-03-01T09:00:00Z").put("department", "Group 70"));
        command(ticket, "urge", at("2016-03-01T10:00:00Z").put("note", "急"));
        command(
                ticket,
                "answer",
                at("2016-03-01T11:00:00Z").put("resolution", "已解决").put("causeCode", "C-1"));
        command(
                ticket,
                "correct-answer",
                at("2016-03-01T11:30:00Z")
                        .put("answeredAt", "2016-03-01T10:30:00Z")
                        .put("reasonCode", "TYPO"));
        command(
                ticket,
                "reopen",
                at("2016-03-01T12:00:00Z").put("reasonCode", "NOT_FIXED").put("note", "没好"));
        command(ticket, "answer", at("2016-03-01T13:00:00Z").put("resolution", "好了"));
        command(ticket, "close", at("2016-03-01T14:00:00Z"));
        command(ticket, "void", at("2016-03-01T15:00:00Z").put("reasonCode", "TEST"));
        JsonNode last =
                command(ticket, "withdraw-void", at("2016-03-01T16:00:00Z").put("reasonCode", "MISTAKE"));

        assertThat(dispatched.get("state").asText()).isEqualTo("DISPATCHED");
        assertThat(last.get("state").asText()).isEqualTo("CLOSED");
        assertThat(last.get("version").asLong()).isEqualTo(10);
        JsonNode read = read(id(ticket));
        assertThat(read.get("urges").asInt()).isEqualTo(1);
        assertThat(read.at("/answers/0/answeredAt").asText()).isEqualTo("2016-03-01T10:30:00Z");
        assertThat(read.at("/answers/0/reopenedAt").asText()).isEqualTo("2016-03-01T12:00:00Z");
        assertThat(read.at("/answers/1/resolution").asText()).isEqualTo("好了");
        JsonNode history = body(client.get()
                .uri(TICKETS + "/" + id(ticket) + "/history")
                .exchange()
                .expectStatus()
                .isOk());
        assertThat(history.get("steps").findValuesAsText("what"))
                .containsExactly(
                        "ACCEPTED",
                        "DISPATCHED",
                        "URGED",
                        "ANSWERED",
                        "ANSWER_CORRECTED",
                        "REOPENED",
                        "ANSWERED",
                        "CLOSED",
                        "VOIDED",
                        "VOID_WITHDRAWN");
        assertThat(history.at("/steps/5/note").asText()).isEqualTo("没好");
        assertThat(history.at("/steps/1/details/department").asText()).isEqualTo("Group 70");
        try (EventLog log = EventLog.of(BackingServices.get().kafkaBootstrap(), Topics.TICKETS)) {
            List<EventEnvelope<?>> events = log.awaitEventsOf(id(ticket), all -> all.size() >= 10);
            assertThat(events)
                    .extracting(EventEnvelope::sequence)
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, 10).mapToObj(Long::valueOf).toList());
            assertThat(events.get(3).data())
                    .isInstanceOfSatisfying(TicketAnswered.class, answered -> assertThat(answered.causeCode())
                            .contains("C-1"));
        }
    }

    @Test
    void answersARepeatedCommandTheSame() {
        JsonNode ticket = accept(form("COMPLAINT"));
        String key = key();
        ObjectNode answer = command().put("resolution", "已解决");
        JsonNode first =
                body(post(path(ticket, "answer"), key, answer).expectStatus().isOk());
        command(ticket, "close", command());

        assertThat(body(post(path(ticket, "answer"), key, answer).expectStatus().isOk()))
                .isEqualTo(first);
        problem(
                post(path(ticket, "answer"), key, answer.deepCopy().put("resolution", "别的")),
                422,
                "idempotency-key-reused");
        problem(post(path(ticket, "answer"), key(), answer), 409, "illegal-transition")
                .jsonPath("$.state")
                .isEqualTo("CLOSED")
                .jsonPath("$.version")
                .isEqualTo(3);
        problem(post(path(ticket, "urge"), key(), command()), 409, "illegal-transition");
    }

    @Test
    void letsOneOfManyAgentsAtOnceWin() {
        JsonNode ticket = accept(form("COMPLAINT"));

        List<EntityExchangeResult<byte[]>> results = atOnce(8, i -> client.post()
                .uri(path(ticket, "dispatch"))
                .header("Idempotency-Key", key())
                .header("If-Match", "\"1\"")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(command().put("department", "D" + i))
                .exchange()
                .expectBody()
                .returnResult());

        List<Integer> statuses =
                results.stream().map(result -> result.getStatus().value()).toList();
        assertThat(statuses).filteredOn(status -> status == 200).hasSize(1);
        assertThat(statuses).allMatch(status -> status == 200 || status == 409);
        assertThat(results)
                .filteredOn(result -> result.getStatus().value() != 200)
                .allSatisfy(result -> assertThat(
                                json(result.getResponseBody()).get("version").asLong())
                        .isEqualTo(2));
        assertThat(read(id(ticket)).get("version").asLong()).isEqualTo(2);
    }

    @Test
    void honoursIfMatch() {
        JsonNode ticket = accept(form("COMPLAINT"));

        ifMatch(ticket, "\"7\"")
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.version")
                .isEqualTo(1);
        ifMatch(ticket, "W/\"1\"").expectStatus().isEqualTo(409);
        ifMatch(ticket, "1").expectStatus().isBadRequest();
        ifMatch(ticket, "\"9\", \"1\"").expectStatus().isOk().expectHeader().valueEquals("ETag", "\"2\"");
        ifMatch(ticket, "*").expectStatus().isOk();
    }

    private ResponseSpec ifMatch(JsonNode ticket, String value) {
        return client.post()
                .uri(path(ticket, "urge"))
                .header("Idempotency-Key", key())
                .header("If-Match", value)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(command())
                .exchange();
    }

    @Test
    void refusesDuplicatesThatAreNone() {
        JsonNode first = accept(form("COMPLAINT").put("occurredAt", "2016-03-01T08:00:00Z"));
        JsonNode second = accept(form("COMPLAINT").put("occurredAt", "2016-03-01T09:00:00Z"));
        JsonNode stranger = accept(caller("13911112222").put("occurredAt", "2016-03-01T08:00:00Z"));

        duplicateRefused(second, "BJ-160301-0001-1", "names no ticket");
        duplicateRefused(second, "{\"$gt\":\"\"}", "names no ticket");
        duplicateRefused(second, id(second), "itself");
        duplicateRefused(first, id(second), "later");
        duplicateRefused(second, id(stranger), "same customer");
        JsonNode voided = body(post(
                        path(second, "void"),
                        key(),
                        command()
                                .put("reasonCode", "DUPLICATE")
                                .put("duplicateOf", first.get("number").asText()))
                .expectStatus()
                .isOk());
        assertThat(voided.get("state").asText()).isEqualTo("VOIDED");
        assertThat(read(id(second)).get("duplicateOf").asText()).isEqualTo(id(first));
        // The cycle: the one that stays cannot become a duplicate of the voided one.
        duplicateRefused(first, id(second), "voided");
        problem(post(path(second, "answer"), key(), command().put("resolution", "x")), 409, "illegal-transition");
    }

    private void duplicateRefused(JsonNode ticket, String duplicateOf, String detail) {
        ObjectNode body = command().put("reasonCode", "DUPLICATE").put("duplicateOf", duplicateOf);
        problem(post(path(ticket, "void"), key(), body), 422, "wrong-duplicate")
                .jsonPath("$.errors[0].pointer")
                .isEqualTo("#/duplicateOf")
                .jsonPath("$.errors[0].detail")
                .value(containsString(detail));
    }

    @Test
    void refusesCommandsNamingTheMember() {
        JsonNode ticket = accept(form("CONSULTATION"));

        commandRefused(ticket, "void", command(), "#/reasonCode");
        commandRefused(ticket, "void", JSON.createObjectNode().put("reasonCode", "X"), "#/agent");
        commandRefused(ticket, "answer", command(), "#/resolution");
        commandRefused(ticket, "answer", at("2016-01-01T00:00:00Z").put("resolution", "x"), "#/occurredAt");
        commandRefused(
                ticket, "answer", at(Instant.now().plusSeconds(300).toString()).put("resolution", "x"), "#/occurredAt");
        commandRefused(ticket, "dispatch", command().put("department", "13800138000"), "#/department");
        commandRefused(ticket, "urge", command().put("note", "x".repeat(2_001)), "#/note");
        commandRefused(ticket, "reclassify", command().put("type", "X"), "#/type");
        commandRefused(ticket, "reclassify", command().put("type", "COMPLAINT").put("misfiled", false), "#/misfiled");
        commandRefused(ticket, "correct-answer", command().put("reasonCode", "X"), "#/answeredAt");
        commandRefused(ticket, "close", command().put("outcome", "X"), "#/outcome");
        assertThat(read(id(ticket)).get("version").asLong()).isEqualTo(1);
    }

    private void commandRefused(JsonNode ticket, String command, ObjectNode body, String pointer) {
        post(path(ticket, command), key(), body)
                .expectStatus()
                .isBadRequest()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.errors[*].pointer")
                .value(hasItem(pointer));
    }

    @Test
    void reclassifiesWithTheTitlesKeyword() {
        JsonNode ticket = accept(form("CONSULTATION").put("title", "咨询降雨"));

        command(ticket, "reclassify", command().put("type", "COMPLAINT").put("subtype", "预报不准"));

        assertThat(read(id(ticket)).get("title").asText()).isEqualTo("投诉降雨");
        assertThat(read(id(ticket)).get("type").asText()).isEqualTo("COMPLAINT");
    }

    // --- reading

    @ParameterizedTest
    @CsvSource({"taaaaaaaaaaaaaaaaaaaaaaaaa", "nonsense", "{\"$gt\":\"\"}", "$where", "..%2f..", "1 or 1=1"})
    void knowsNoTicketOfAnotherId(String id) {
        for (String path : List.of("/{id}", "/{id}/history")) {
            client.get()
                    .uri(TICKETS + path, id)
                    .exchange()
                    .expectStatus()
                    .is4xxClientError()
                    .expectHeader()
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON);
        }
        client.post()
                .uri(TICKETS + "/{id}/answer", id)
                .header("Idempotency-Key", key())
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(command().put("resolution", "x"))
                .exchange()
                .expectStatus()
                .is4xxClientError();
    }

    @Test
    void listsPageByPage() {
        Map<String, String> made = new HashMap<>();
        for (int i = 0; i < 7; i++) {
            JsonNode ticket = accept(form("SUGGESTION")
                    .put("province", "CN-XZ")
                    .put("occurredAt", "2015-05-0" + (i / 2 + 1) + "T00:00:00Z"));
            made.put(id(ticket), ticket.get("acceptedAt").asText());
        }

        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = list(
                    "?type=SUGGESTION&province=CN-XZ&from=2015-05-01T08:00:00+08:00&to=2015-06-01T00:00:00Z&limit=2&cursor="
                            + cursor);
            page.get("items").forEach(ticket -> seen.add(ticket.get("ticketId").asText()));
            cursor = page.path("nextCursor").asText();
        } while (!cursor.isEmpty());

        assertThat(seen).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(made.keySet());
        assertThat(seen.stream().map(made::get).toList()).isSortedAccordingTo(java.util.Comparator.reverseOrder());
        assertThat(list("?province=CN-XZ&state=VOIDED").get("items")).isEmpty();
        assertThat(list("?province=CN-XZ&to=2015-05-02T00:00:00Z").get("items")).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0,limit",
        "limit=201,limit",
        "limit=x,limit",
        "type=X,type",
        "state=X,state",
        "from=yesterday,from",
        "cursor=abc,cursor",
        "colour=red,query",
        "province=$ne,province",
        "limit=1&limit=2,limit"
    })
    void refusesWrongQueries(String query, String name) {
        client.get()
                .uri(TICKETS + "?" + query)
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].pointer")
                .isEqualTo(name);
    }

    @Test
    void saysWhatItCanDoAndHowItIs() {
        client.get()
                .uri("/v3/api-docs")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.paths['/api/v1/tickets'].post.parameters[0].name")
                .isEqualTo("Idempotency-Key");
        client.get().uri("/actuator/health/readiness").exchange().expectStatus().isOk();
        accept(form("COMPLAINT").put("subtype", "Category 5"));
        String metrics = new String(
                client.get()
                        .uri("/actuator/prometheus")
                        .exchange()
                        .expectStatus()
                        .isOk()
                        .expectBody()
                        .returnResult()
                        .getResponseBody(),
                StandardCharsets.UTF_8);
        assertThat(metrics)
                .contains("hotline_ticket_accepted_total{", "hotline_ticket_unknown_subtypes_total{type=\"COMPLAINT\"");
    }

    // --- tools

    private static ObjectNode form(String type) {
        ObjectNode form = JSON.createObjectNode()
                .put("type", type)
                .put("content", "说明")
                .put("province", "CN-BJ")
                .put("agent", "A1007");
        form.putObject("caller").put("number", "+86 130 0000 2128");
        form.putObject("origin").put("channel", "CALL").put("id", "call-" + UUID.randomUUID());
        return form;
    }

    private static ObjectNode caller(String number) {
        ObjectNode form = form("COMPLAINT");
        form.putObject("caller").put("number", number);
        return form;
    }

    private static ObjectNode command() {
        return JSON.createObjectNode().put("agent", "A1007");
    }

    private static ObjectNode at(String occurredAt) {
        return command().put("occurredAt", occurredAt);
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    private static String id(JsonNode ticket) {
        return ticket.get("ticketId").asText();
    }

    private static String path(JsonNode ticket, String command) {
        return TICKETS + "/" + id(ticket) + "/" + command;
    }

    private ResponseSpec post(String path, String key, ObjectNode body) {
        return raw(path, key, MediaType.APPLICATION_JSON, body.toString());
    }

    private ResponseSpec raw(String path, String key, MediaType type, String body) {
        return client.post()
                .uri(path)
                .header("Idempotency-Key", key)
                .contentType(type)
                .bodyValue(body.getBytes(StandardCharsets.UTF_8))
                .exchange();
    }

    private JsonNode accept(ObjectNode form) {
        return body(post(TICKETS, key(), form).expectStatus().isCreated());
    }

    private JsonNode command(JsonNode ticket, String command, ObjectNode body) {
        return body(post(path(ticket, command), key(), body).expectStatus().isOk());
    }

    private JsonNode read(String id) {
        return body(
                client.get().uri(TICKETS + "/" + id).exchange().expectStatus().isOk());
    }

    private JsonNode list(String query) {
        return body(client.get().uri(TICKETS + query).exchange().expectStatus().isOk());
    }

    private void refused(ObjectNode form, int status, String pointer, String detail) {
        post(TICKETS, key(), form)
                .expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.errors[0].pointer")
                .isEqualTo(pointer)
                .jsonPath("$.errors[0].detail")
                .value(containsString(detail));
    }

    private static WebTestClient.BodyContentSpec problem(ResponseSpec response, int status, String code) {
        return response.expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("/problems/" + code);
    }

    private static <T> List<T> atOnce(int count, java.util.function.IntFunction<T> call) {
        return Flux.range(0, count)
                .flatMap(i -> Mono.fromCallable(() -> call.apply(i)).subscribeOn(Schedulers.boundedElastic()), count)
                .collectList()
                .block();
    }

    private static JsonNode body(ResponseSpec response) {
        return json(response.expectBody().returnResult().getResponseBody());
    }

    private static JsonNode json(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
