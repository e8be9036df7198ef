package com.hotline48.reporting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import com.hotline48.delivery.mark.Mark;
import com.hotline48.engines.DocumentServerSettings;
import com.hotline48.engines.EmbeddedDocumentServer;
import com.hotline48.engines.EmbeddedKafka;
import com.hotline48.engines.KafkaSettings;
import com.hotline48.events.EventCatalogue;
import com.hotline48.events.EventCodec;
import com.hotline48.events.EventEnvelope;
import com.hotline48.events.Sources;
import com.hotline48.events.Topics;
import com.hotline48.events.sla.SlaEvent;
import com.hotline48.events.ticket.TicketType;
import com.hotline48.reporting.stream.CellTopics;
import com.hotline48.reporting.stream.History;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;

/** The service on real engines: events on the topics, figures over HTTP, restarts and rebuilds. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportingApiIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    static Path directory;

    private final EventCodec codec = new EventCodec();
    private final History history = new History();
    private EmbeddedKafka kafka;
    private EmbeddedDocumentServer documents;
    private KafkaProducer<String, byte[]> producer;
    private ScheduledExecutorService markers;
    private ConfigurableApplicationContext service;
    private WebTestClient client;

    @BeforeAll
    void startEngines() {
        kafka = EmbeddedKafka.start(KafkaSettings.in(directory.resolve("kafka")));
        documents = EmbeddedDocumentServer.start(DocumentServerSettings.in(directory.resolve("documents")));
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "acks", "all"),
                new StringSerializer(),
                new ByteArraySerializer());
        markers = Executors.newSingleThreadScheduledExecutor();
    }

    @AfterEach
    void stopService() {
        if (service != null) {
            service.close();
        }
    }

    @AfterAll
    void stopEngines() {
        markers.shutdownNow();
        producer.close(Duration.ofSeconds(2));
        documents.close();
        kafka.close();
    }

    @Test
    void makesFiguresOfEventsAndKeepsThemOverRestartsAndRebuilds() throws Exception {
        // Given
        startService();
        var unused = markers.scheduleWithFixedDelay(this::mark, 0, 250, TimeUnit.MILLISECONDS);
        publish(
                history.complaint("a", "CN-BJ"),
                history.clockStarted("a"),
                history.met("a"),
                history.complaint("b", "CN-BJ"),
                history.breached("b"),
                history.urged("b", 1),
                history.complaint("c", "CN-BJ"),
                history.complaint("d", "CN-GD"),
                history.met("d"),
                history.relation("d", SlaEvent.Relation.REPEAT, Optional.of(SlaEvent.RepeatCause.UNSATISFIED)),
                history.complaint("e", "CN"),
                history.relation("e", SlaEvent.Relation.URGING, Optional.empty()),
                history.complaint("f", "CN-GD"),
                history.voided("f"),
                history.accepted("g", "CN-GD", TicketType.FAULT, History.ACCEPTED));

        // Then
        JsonNode national = reportOf(Instant.now(), "");
        assertThat(national.path("period").asText()).isEqualTo("2016-03");
        assertThat(national.path("scope").asText()).isEqualTo("NATIONAL");
        assertThat(numbers(national, "complaints", "answeredWithinLimit", "overdue", "open", "voided"))
                .containsExactly(5L, 2L, 1L, 2L, 1L);
        assertThat(numbers(national, "repeats", "urgings", "urgeCommands")).containsExactly(1L, 1L, 1L);
        assertThat(national.at("/timelyRate/value").asDouble()).isEqualTo(2 / 3.0);
        assertThat(national.at("/repeatsByCause/UNSATISFIED").asLong()).isEqualTo(1);
        assertThat(national.at("/repeatComplaintRate/denominator").asLong()).isEqualTo(4);
        assertThat(numbers(reportOf(Instant.now(), "&scope=CN-BJ"), "complaints", "overdue"))
                .containsExactly(3L, 1L);
        assertThat(numbers(reportOf(Instant.now(), "&scope=CN"), "complaints", "urgings"))
                .containsExactly(1L, 1L);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        body("/actuator/health").path("status").asText())
                .isEqualTo("UP"));

        // When: stopped, something happens, started again
        service.close();
        publish(history.judgementWithdrawn("a", SlaEvent.Judgement.MET), history.breached("a"));
        startService();

        // Then
        JsonNode later = reportOf(Instant.now(), "");
        assertThat(numbers(later, "complaints", "answeredWithinLimit", "overdue", "open"))
                .containsExactly(5L, 1L, 2L, 2L);

        // When: rebuilt, stopped in the middle, started again
        assertThat(post("/actuator/rebuild").path("building").asInt()).isEqualTo(2);
        service.close();
        startService();

        // Then
        await().atMost(PATIENCE).untilAsserted(() -> {
            JsonNode rebuild = body("/actuator/rebuild");
            assertThat(rebuild.path("state").asText()).isEqualTo("IDLE");
            assertThat(rebuild.path("generation").asInt()).isEqualTo(2);
        });
        JsonNode rebuilt = reportOf(Instant.now(), "");
        assertThat(withoutAsOf(rebuilt)).isEqualTo(withoutAsOf(later));
        assertThat(Instant.parse(rebuilt.path("asOf").asText()))
                .isAfterOrEqualTo(Instant.parse(later.path("asOf").asText()));
        assertThat(topics())
                .contains(CellTopics.cells(2))
                .noneMatch(
                        name -> name.equals(CellTopics.cells(1)) || name.startsWith(CellTopics.applicationId(1) + "-"));

        // When: it goes on
        publish(history.voided("a"));

        // Then
        assertThat(numbers(reportOf(Instant.now(), ""), "complaints", "overdue", "voided"))
                .containsExactly(4L, 1L, 2L);
    }

    @Test
    void refusesParametersByName() {
        startService();

        for (String query : List.of(
                "",
                "?period=2016-3",
                "?period=2016-13",
                "?period=2016-03-01",
                "?period=",
                "?period=2016-03&period=2016-04",
                "?period=%00",
                "?period={$gt:1}")) {
            assertRefused(
                    "/api/v1/reports/complaints" + query.replace("{", "%7B").replace("}", "%7D"), "period");
        }
        for (String scope : List.of("CN-XX", "", "cn-bj", "NATIONAL", "CN-BJ&scope=CN-GD", "%00")) {
            assertRefused("/api/v1/reports/complaints?period=2016-03&scope=" + scope, "scope");
        }
    }

    @Test
    void hasZerosAndReasonsForAMonthWithoutComplaints() throws Exception {
        startService();

        JsonNode report = body("/api/v1/reports/complaints?period=1999-12&scope=CN-TJ");

        assertThat(numbers(report, "complaints", "open", "repeats")).containsExactly(0L, 0L, 0L);
        assertThat(report.path("timelyRate").has("value")).isFalse();
        assertThat(report.at("/timelyRate/reason").asText()).isEqualTo("NO_DATA");
        assertThat(report.path("scope").asText()).isEqualTo("CN-TJ");
    }

    @Test
    void showsTheServedFiguresAsGauges() {
        startService();

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(text("/actuator/prometheus"))
                .contains("hotline_complaints{period=\"current\",province=\"NATIONAL\"}")
                .contains("hotline_complaints_timely_ratio{period=\"previous\",province=\"NATIONAL\"}")
                .contains("hotline_reporting_asof_age_seconds"));
        assertThat(text("/v3/api-docs")).contains("/api/v1/reports/complaints");
    }

    private void startService() {
        service = new SpringApplicationBuilder(ReportingApplication.class)
                .properties("spring.config.name=reporting")
                .run(
                        "--server.port=0",
                        "--hotline.kafka-bootstrap=" + kafka.bootstrapServers(),
                        "--hotline.mongo-uri=" + documents.connectionString(),
                        "--hotline.partitions=2",
                        "--hotline.state-dir=" + directory.resolve("streams"),
                        "--reporting.flush-interval=200ms",
                        "--reporting.gauge-interval=1s");
        client = WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + service.getEnvironment().getProperty("local.server.port"))
                .responseTimeout(Duration.ofSeconds(20))
                .build();
    }

    private void mark() {
        for (String source : List.of(Sources.TICKET, Sources.COMPLAINT_SLA)) {
            Mark mark = new Mark(source, 0, 1, Instant.now());
            var unused = producer.send(new ProducerRecord<>(Topics.MARKS, mark.key(), mark.encode()));
        }
    }

    private void publish(EventEnvelope<?>... events) throws ExecutionException, InterruptedException {
        for (EventEnvelope<?> event : events) {
            // Twice, as a relay may do.
            for (int i = 0; i < 2; i++) {
                producer.send(new ProducerRecord<>(
                                EventCatalogue.of(event.data()).topic(), event.subject(), codec.encode(event)))
                        .get();
            }
        }
    }

    /** The report of March 2016 once it knows all that was acknowledged before {@code instant}. */
    private JsonNode reportOf(Instant instant, String scope) {
        return await().atMost(PATIENCE)
                .until(
                        () -> body("/api/v1/reports/complaints?period=2016-03" + scope),
                        report -> !Instant.parse(report.path("asOf").asText()).isBefore(instant));
    }

    private JsonNode body(String path) {
        return client.get()
                .uri(path)
                .exchange()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody();
    }

    private JsonNode post(String path) {
        return client.post()
                .uri(path)
                .exchange()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody();
    }

    private String text(String path) {
        return client.get()
                .uri(path)
                .exchange()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
    }

    private void assertRefused(String pathAndQuery, String parameter) {
        EntityExchangeResult<JsonNode> result = client.get()
                .uri(java.net.URI.create(
                        "http://127.0.0.1:" + service.getEnvironment().getProperty("local.server.port") + pathAndQuery))
                .exchange()
                .expectBody(JsonNode.class)
                .returnResult();
        assertThat(result.getStatus()).as(pathAndQuery).isEqualTo(HttpStatus.BAD_REQUEST);
        assertThat(result.getResponseBody().at("/errors/0/pointer").asText())
                .as(pathAndQuery)
                .isEqualTo(parameter);
    }

    private Set<String> topics() throws Exception {
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()))) {
            return admin.listTopics().names().get();
        }
    }

    private static List<Long> numbers(JsonNode report, String... members) {
        return java.util.Arrays.stream(members)
                .map(member -> report.path(member).asLong(-1))
                .toList();
    }

    private static JsonNode withoutAsOf(JsonNode report) {
        return report.<com.fasterxml.jackson.databind.node.ObjectNode>deepCopy().without("asOf");
    }
}
