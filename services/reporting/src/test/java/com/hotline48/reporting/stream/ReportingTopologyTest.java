package com.hotline48.reporting.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

import com.hotline48.delivery.streams.IntakeMetrics;
import com.hotline48.events.EventCatalogue;
import com.hotline48.events.EventCodec;
import com.hotline48.events.EventEnvelope;
import com.hotline48.events.Sources;
import com.hotline48.events.Topics;
import com.hotline48.events.centre.Centres;
import com.hotline48.events.sla.SlaEvent;
import com.hotline48.events.ticket.TicketType;
import com.hotline48.reporting.domain.Cell;
import com.hotline48.reporting.domain.Counts;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportingTopologyTest {

    private static final Cell MARCH = new Cell(YearMonth.of(2016, 3), "CN-BJ");
    private static final Counts OPEN = new Counts(1, 0, 0, 1, 0, 0, 0, 0, 0, 0);
    private static final Counts MET = new Counts(1, 1, 0, 0, 0, 0, 0, 0, 0, 0);
    private static final Counts OVERDUE = new Counts(1, 0, 1, 0, 0, 0, 0, 0, 0, 0);
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path stateDir;

    private final History history = new History();
    private final EventCodec codec = new EventCodec();
    private final FakeProgress progress = new FakeProgress();
    private final CountingMetrics metrics = new CountingMetrics();
    private TopologyTestDriver driver;

    @BeforeEach
    void start() {
        driver = driver();
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void writesAbsoluteValuesOfChangedCellsWithEveryFlush() {
        // Given
        publish(history.complaint("a", "CN-BJ"), history.complaint("b", "CN-BJ"), history.complaint("c", "CN-GD"));
        assertThat(flush()).hasSize(2);

        // When
        publish(history.met("a"));

        // Then
        assertThat(flush()).containsExactly(new CellRecord.CellCounts(0, MARCH, OPEN.plus(MET)));
        assertThat(flush()).isEmpty();
    }

    @Test
    void countsInTheMonthOfTheAcceptingCentresZone() {
        // 31 March, 17:00 in UTC, is 1 April in Beijing.
        publish(history.accepted("a", "CN-BJ", TicketType.COMPLAINT, Instant.parse("2016-03-31T17:00:00Z")));

        assertThat(cells(flush())).containsOnlyKeys(new Cell(YearMonth.of(2016, 4), "CN-BJ"));
    }

    @Test
    void takesAJudgementBeforeTheTicketItself() {
        publish(history.clockStarted("a"), history.breached("a"));
        assertThat(flush()).isEmpty();

        // When
        publish(history.complaint("a", "CN-BJ"));

        // Then
        assertThat(cells(flush())).containsEntry(MARCH, OVERDUE);
    }

    @Test
    void subtractsAVoidedComplaintAndAddsItAgain() {
        publish(history.complaint("a", "CN-BJ"), history.met("a"), history.voided("a"));
        assertThat(cells(flush())).containsEntry(MARCH, new Counts(0, 0, 0, 0, 1, 0, 0, 0, 0, 0));

        // When
        publish(history.voidWithdrawn("a"));

        // Then
        assertThat(cells(flush())).containsEntry(MARCH, MET);
    }

    @Test
    void subtractsWhatIsReclassifiedAway() {
        publish(
                history.complaint("a", "CN-BJ"),
                history.urged("a", 1),
                history.reclassified("a", TicketType.COMPLAINT, TicketType.CONSULTATION));
        assertThat(cells(flush())).containsEntry(MARCH, Counts.ZERO);

        // When
        publish(history.reclassified("a", TicketType.CONSULTATION, TicketType.COMPLAINT));

        // Then
        assertThat(cells(flush())).containsEntry(MARCH, new Counts(1, 0, 0, 1, 0, 0, 0, 0, 0, 1));
    }

    @Test
    void subtractsAWithdrawnJudgement() {
        publish(history.complaint("a", "CN-BJ"), history.clockStarted("a"), history.met("a"), history.warned("a"));
        assertThat(cells(flush())).containsEntry(MARCH, MET);

        publish(history.judgementWithdrawn("a", SlaEvent.Judgement.MET));
        assertThat(cells(flush())).containsEntry(MARCH, OPEN);

        publish(history.breached("a"));
        assertThat(cells(flush())).containsEntry(MARCH, OVERDUE);
    }

    @Test
    void followsAChangeOfRelation() {
        publish(
                history.complaint("a", "CN-BJ"),
                history.relation("a", SlaEvent.Relation.URGING, Optional.empty()),
                history.relation("a", SlaEvent.Relation.REPEAT, Optional.of(SlaEvent.RepeatCause.DECLARED)));

        assertThat(cells(flush())).containsEntry(MARCH, new Counts(1, 0, 0, 1, 0, 0, 0, 1, 0, 0));
    }

    @Test
    void takesEachEventOnceAndCountsWhatIsMissing() {
        // Given
        EventEnvelope<?> accepted = history.complaint("a", "CN-BJ");
        EventEnvelope<?> urged = history.urged("a", 1);
        history.voided("a");
        EventEnvelope<?> withdrawn = history.voidWithdrawn("a");

        // When
        publish(accepted, urged, accepted, urged, withdrawn);

        // Then
        assertThat(cells(flush())).containsEntry(MARCH, new Counts(1, 0, 0, 1, 0, 0, 0, 0, 0, 1));
        assertThat(metrics.duplicates).isEqualTo(2);
        assertThat(metrics.gaps).isEqualTo(1);
    }

    @Test
    void writesAllCellsAgainAfterARestart() {
        // Given: a cell of which nobody knows whether it was flushed before the end
        TaskUnderTest task = new TaskUnderTest(Map.of(MARCH, MET));

        // When
        task.flush();

        // Then
        assertThat(task.cells()).containsExactly(Map.entry(CellRecord.cellKey(MARCH), MET));
    }

    @Test
    void tellsItsProgressBehindTheCells() {
        // Given: the end was seen at T0+1 s, behind the one event
        publish(history.complaint("a", "CN-BJ"));
        progress.endSeen(Topics.TICKETS, T0.plusSeconds(1), 1);
        progress.endSeen(Topics.SLA, T0.plusSeconds(1), 0);
        progress.markSeen(Sources.TICKET, T0.plusMillis(900), T0.plusMillis(800));
        progress.markSeen(Sources.COMPLAINT_SLA, T0.plusMillis(950), T0.plusMillis(700));

        // When
        List<CellRecord> flushed = flush();

        // Then
        assertThat(flushed)
                .containsExactly(
                        new CellRecord.CellCounts(0, MARCH, OPEN), new CellRecord.Progress(0, T0.plusMillis(700)));
        assertThat(flush()).isEmpty();
    }

    @Test
    void neverTellsAProgressAheadOfWhatItHasRead() {
        // Given: at T0+1 s there was a second event that is not processed yet
        publish(history.complaint("a", "CN-BJ"));
        progress.endSeen(Topics.TICKETS, T0, 1);
        progress.endSeen(Topics.TICKETS, T0.plusSeconds(1), 2);
        progress.endSeen(Topics.SLA, T0.plusSeconds(1), 0);
        for (String source : List.of(Sources.TICKET, Sources.COMPLAINT_SLA)) {
            progress.markSeen(source, T0, T0.minusSeconds(1));
            progress.markSeen(source, T0.plusSeconds(1), T0.plusMillis(500));
        }

        // When
        List<CellRecord> before = flush();
        publish(history.urged("a", 1));
        List<CellRecord> after = flush();

        // Then
        assertThat(before).contains(new CellRecord.Progress(0, T0.minusSeconds(1)));
        assertThat(after).endsWith(new CellRecord.Progress(0, T0.plusMillis(500)));
    }

    @Test
    void tellsNoProgressWhileAServiceHasNotMarkedIts() {
        publish(history.complaint("a", "CN-BJ"));
        progress.endSeen(Topics.TICKETS, T0, 1);
        progress.endSeen(Topics.SLA, T0, 0);
        progress.markSeen(Sources.TICKET, T0, T0);

        assertThat(flush()).hasSize(1).allMatch(CellRecord.CellCounts.class::isInstance);
    }

    @Test
    void divertsWhatItCannotReadAndWhatFollowsUnderItsKey() {
        // Given
        publish(history.complaint("a", "CN-BJ"));

        // When
        driver.createInputTopic(Topics.TICKETS, new StringSerializer(), new ByteArraySerializer())
                .pipeInput("a", "{}".getBytes(StandardCharsets.UTF_8));
        publish(history.voided("a"), history.complaint("b", "CN-BJ"));

        // Then
        assertThat(cells(flush())).containsEntry(MARCH, OPEN.plus(OPEN));
        assertThat(driver.createOutputTopic(
                                Topics.deadLetters(Topics.TICKETS, ReportingTopology.CONSUMER),
                                new StringDeserializer(),
                                new ByteArrayDeserializer())
                        .readKeyValuesToList())
                .extracting(record -> record.key)
                .containsExactly("a", "a");
    }

    @Test
    void refusesAnEventUnderAnotherTicketsKey() {
        // When
        driver.createInputTopic(Topics.TICKETS, new StringSerializer(), new ByteArraySerializer())
                .pipeInput("b", codec.encode(history.complaint("a", "CN-BJ")));

        // Then
        assertThat(flush()).isEmpty();
        assertThat(driver.createOutputTopic(
                                Topics.deadLetters(Topics.TICKETS, ReportingTopology.CONSUMER),
                                new StringDeserializer(),
                                new ByteArrayDeserializer())
                        .readKeyValuesToList())
                .hasSize(1);
    }

    private void publish(EventEnvelope<?>... events) {
        for (EventEnvelope<?> event : events) {
            driver.createInputTopic(
                            EventCatalogue.of(event.data()).topic(), new StringSerializer(), new ByteArraySerializer())
                    .pipeInput(event.subject(), codec.encode(event));
        }
    }

    private List<CellRecord> flush() {
        driver.advanceWallClockTime(Duration.ofSeconds(1));
        List<CellRecord> records = new ArrayList<>();
        driver.createOutputTopic(CellTopics.cells(1), new StringDeserializer(), new ByteArrayDeserializer())
                .readKeyValuesToList()
                .forEach(record -> records.add(CellRecord.decode(record.key, record.value)));
        return records;
    }

    private static Map<Cell, Counts> cells(List<CellRecord> records) {
        Map<Cell, Counts> cells = new HashMap<>();
        for (CellRecord record : records) {
            if (record instanceof CellRecord.CellCounts counts) {
                cells.put(counts.cell(), counts.counts());
            }
        }
        return cells;
    }

    private TopologyTestDriver driver() {
        StreamsBuilder builder = new StreamsBuilder();
        new ReportingTopology(Centres.shipped(), IntakeMetrics.NONE, metrics, Duration.ofSeconds(1))
                .addTo(builder, 1, progress, progress);
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "reporting-test");
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        config.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        return new TopologyTestDriver(builder.build(), config, T0);
    }

    private static final class CountingMetrics implements FactsMetrics {
        int duplicates;
        int gaps;

        @Override
        public void duplicate() {
            duplicates++;
        }

        @Override
        public void gap() {
            gaps++;
        }
    }
}
