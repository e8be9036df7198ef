package com.hotline48.complaintsla.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.hotline48.events.sla.SlaEvent.ComplaintRelationSet;
import com.hotline48.events.sla.SlaEvent.Relation;
import com.hotline48.events.sla.SlaEvent.RepeatCause;
import com.hotline48.events.ticket.TicketType;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A real incident log as a month of complaints (Amaral, Fantinato, Peres: Incident management process enriched event
 * log, UCI Machine Learning Repository no. 498, CC BY 4.0); figures computed apart from this project. The log is found
 * by {@code HOTLINE_INCIDENT_LOG} or, in a checkout beside the shared data, by itself.
 */
class IncidentLogTopologyTest {

    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("d/M/yyyy HH:mm");

    private static List<Incident> incidents = List.of();

    private record Incident(
            String number,
            Optional<String> caller,
            Optional<String> category,
            Instant openedAt,
            Optional<Instant> resolvedAt) {}

    private record Happening(Instant at, int order, Incident incident, boolean answer) {}

    @BeforeAll
    static void read() throws IOException {
        Path log = Optional.ofNullable(System.getenv("HOTLINE_INCIDENT_LOG"))
                .map(Path::of)
                .orElseGet(() -> Path.of("..", "..", "..", "shared", "data", "uci-incidents", "events_dev.csv"));
        if (!Files.isReadable(log)) {
            System.err.println("SKIPPED: no incident log at " + log + " (set HOTLINE_INCIDENT_LOG)");
        }
        Assumptions.assumeTrue(Files.isReadable(log), "no incident log at " + log + " (set HOTLINE_INCIDENT_LOG)");
        List<String> lines = Files.readAllLines(log);
        List<String> header = List.of(lines.get(0).split(",", -1));
        Map<String, Incident> first = new LinkedHashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] row = line.split(",", -1);
            String number = row[header.indexOf("number")];
            first.computeIfAbsent(
                    number,
                    id -> new Incident(
                            id,
                            known(row[header.indexOf("caller_id")]),
                            known(row[header.indexOf("category")]),
                            instant(row[header.indexOf("opened_at")]),
                            known(row[header.indexOf("resolved_at")]).map(IncidentLogTopologyTest::instant)));
        }
        incidents = List.copyOf(first.values());
    }

    @Test
    void playedInTheOrderOfTime() {
        List<Happening> happenings = new ArrayList<>();
        for (Incident incident : incidents) {
            happenings.add(new Happening(incident.openedAt(), 0, incident, false));
            incident.resolvedAt().ifPresent(at -> happenings.add(new Happening(at, 1, incident, true)));
        }
        happenings.sort(Comparator.comparing(Happening::at).thenComparing(Happening::order));

        check(happenings);
    }

    @Test
    void playedIncidentByIncident() {
        List<Happening> happenings = new ArrayList<>();
        for (Incident incident : incidents) {
            happenings.add(new Happening(incident.openedAt(), 0, incident, false));
            incident.resolvedAt().ifPresent(at -> happenings.add(new Happening(at, 1, incident, true)));
        }

        check(happenings);
    }

    private static void check(List<Happening> happenings) {
        try (SlaHarness sla = new SlaHarness(Instant.parse("2026-11-01T00:00:00Z")).started()) {
            for (Happening happening : happenings) {
                Incident incident = happening.incident();
                if (happening.answer()) {
                    sla.answer(incident.number(), happening.at());
                } else {
                    sla.accept(
                            incident.number(),
                            TicketType.COMPLAINT,
                            happening.at(),
                            incident.caller().orElse(null),
                            incident.category().orElse(null),
                            null);
                }
            }
            sla.advance(Duration.ofMinutes(3));

            Map<String, String> clocks = sla.clocks();
            assertThat(clocks).hasSize(3673);
            assertThat(clocks.values().stream().filter("met"::equals)).hasSize(1323);
            assertThat(clocks.values().stream().filter("breached"::equals)).hasSize(2350);
            List<ComplaintRelationSet> relations = List.copyOf(sla.relations().values());
            assertThat(relations.stream().filter(set -> set.relation() == Relation.REPEAT))
                    .hasSize(296);
            assertThat(relations.stream().filter(set -> set.cause().equals(Optional.of(RepeatCause.UNSATISFIED))))
                    .hasSize(192);
            assertThat(relations.stream().filter(set -> set.cause().equals(Optional.of(RepeatCause.OVERDUE))))
                    .hasSize(104);
            assertThat(relations.stream().filter(set -> set.relation() == Relation.URGING))
                    .hasSize(297);
        }
    }

    private static Optional<String> known(String value) {
        return value.isBlank() || value.equals("?") ? Optional.empty() : Optional.of(value);
    }

    private static Instant instant(String text) {
        return LocalDateTime.parse(text, MINUTES).toInstant(ZoneOffset.UTC);
    }
}
