package com.hotline48.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import com.hotline48.replay.figures.ExpectedFigures;
import com.hotline48.replay.figures.MonthFigures;
import com.hotline48.replay.log.Incident;
import com.hotline48.replay.log.LogRow;
import org.junit.jupiter.api.Test;

class SampleTest {

    private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

    @Test
    void shippedFiguresAreTheOnesOfTheLogInAnyZoneWithoutClockChanges() throws IOException {
        List<LogRow> log = Replay.sample();
        assertThat(log).hasSize(26_429);
        assertThat(Incident.of(log)).hasSize(3673);
        for (String name : List.of("Asia/Shanghai", "Asia/Urumqi", "UTC")) {
            ZoneId zone = ZoneId.of(name);
            assertThat(new ExpectedFigures(zone, zone, NOW).of(log)).isEqualTo(Replay.sampleFigures());
        }
        MonthFigures march = Replay.sampleFigures().get(YearMonth.of(2016, 3));
        assertThat(march.repeats()).isEqualTo(296);
        assertThat(march.timelyRate()).hasValueCloseTo(0.360196, within(0.0000005));
        assertThat(march.repeatComplaintRate()).hasValueCloseTo(0.087652, within(0.0000005));
    }

    @Test
    void figuresDoNotDependOnTheOrderOfIncidentsInTheFile() throws IOException {
        List<Incident> incidents = new java.util.ArrayList<>(Incident.of(Replay.sample()));
        Collections.shuffle(incidents, new Random(48));
        List<LogRow> shuffled =
                incidents.stream().flatMap(incident -> incident.rows().stream()).toList();

        ZoneId zone = ZoneId.of("Asia/Shanghai");
        assertThat(new ExpectedFigures(zone, zone, NOW).of(shuffled)).isEqualTo(Replay.sampleFigures());
    }
}
