package com.hotline48.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole platform as a user has it: tickets in through the gateway, deadlines and figures out, also after a restart. */
class StandaloneIT {

    @TempDir
    Path data;

    @Test
    void computesDeadlinesAndFiguresAndContinuesAfterARestart() throws Exception {
        Instant accepted = Instant.now().minus(Duration.ofHours(60));
        String late;
        String open;
        JsonNode figures;
        try (Platform platform = start()) {
            Client client = new Client(platform.uri(PlatformApplication.GATEWAY));
            String kept = accept(client, "kept", accepted, "13800138000");
            answer(client, kept, accepted.plus(Duration.ofHours(48)));
            late = accept(client, "late", accepted.plusSeconds(1), "13900139000");
            answer(
                    client,
                    late,
                    accepted.plusSeconds(1).plus(Duration.ofHours(48)).plusMillis(1));
            // The same customer complains again, after his answer: a repeat.
            open = accept(client, "again", accepted.plus(Duration.ofHours(50)), "13800138000");
            awaitAsOf(client, Instant.now(), accepted);

            assertThat(clock(client, kept).get("state").asText()).isEqualTo("MET");
            assertThat(clock(client, late).get("state").asText()).isEqualTo("BREACHED");
            JsonNode running = client.get("/api/v1/sla/tickets/" + open).body();
            assertThat(running.get("clocks").get(0).get("state").asText()).isEqualTo("RUNNING");
            assertThat(running.get("relation").get("relation").asText()).isEqualTo("REPEAT");
            assertThat(running.get("relation").get("earlier").asText()).isEqualTo(kept);
            assertThat(running.get("relation").get("cause").asText()).isEqualTo("UNSATISFIED");
            figures = figures(client, accepted);
        }

        try (Platform platform = start()) {
            Client client = new Client(platform.uri(PlatformApplication.GATEWAY));
            Instant restarted = Instant.now();
            awaitAsOf(client, restarted, accepted);
            assertThat(without(figures(client, accepted), "asOf")).isEqualTo(without(figures, "asOf"));

            answer(client, open, Instant.now());
            awaitAsOf(client, Instant.now(), accepted);
            assertThat(clock(client, open).get("state").asText()).isEqualTo("MET");
            assertThat(clock(client, late).get("state").asText()).isEqualTo("BREACHED");
        }
    }

    private Platform start() throws InterruptedException {
        Platform platform = Platform.start(TestSettings.onFreePorts(data));
        platform.awaitReady();
        return platform;
    }

    private static String accept(Client client, String origin, Instant at, String number) {
        Client.Answer answer = client.post(
                "/api/v1/tickets",
                """
                {"type": "COMPLAINT", "subtype": "服务态度", "content": "等了很久", "caller": {"number": "%s"},
                 "province": "CN-BJ", "agent": "A1007", "origin": {"channel": "CALL", "id": "%s"}, "occurredAt": "%s"}"""
                        .formatted(number, origin, at));
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(201);
        return answer.body().get("ticketId").asText();
    }

    private static void answer(Client client, String ticketId, Instant at) {
        Client.Answer answer = client.post(
                "/api/v1/tickets/" + ticketId + "/answer",
                "{\"resolution\": \"已处理\", \"agent\": \"A1007\", \"occurredAt\": \"%s\"}".formatted(at));
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
    }

    private static JsonNode clock(Client client, String ticketId) {
        return await().atMost(Duration.ofSeconds(30))
                .until(() -> client.get("/api/v1/sla/tickets/" + ticketId), answer -> answer.status() == 200)
                .body()
                .get("clocks")
                .get(0);
    }

    private static JsonNode figures(Client client, Instant accepted) {
        String month = LocalDate.ofInstant(accepted, ZoneId.of("Asia/Shanghai"))
                .toString()
                .substring(0, 7);
        Client.Answer answer = client.get("/api/v1/reports/complaints?scope=CN-BJ&period=" + month);
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static void awaitAsOf(Client client, Instant instant, Instant accepted) {
        await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> Instant.parse(
                                figures(client, accepted).path("asOf").asText("1970-01-01T00:00:00Z")),
                        asOf -> !asOf.isBefore(instant));
    }

    private static JsonNode without(JsonNode node, String member) {
        return ((ObjectNode) node.deepCopy()).without(member);
    }
}
