package com.hotline48.delivery.logend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;

import org.junit.jupiter.api.Test;

class EndProbesTest {

    private static final Instant T = Instant.parse("2026-03-01T00:00:00Z");

    private final EndProbes probes = new EndProbes();

    @Test
    void answersTheLatestInstantWhoseEndWasReached() {
        probes.add(T, 10);
        probes.add(T.plusSeconds(1), 20);
        probes.add(T.plusSeconds(2), 20);
        probes.add(T.plusSeconds(3), 30);

        assertThat(probes.passed(9)).isEmpty();
        assertThat(probes.passed(19)).contains(T);
        assertThat(probes.passed(20)).contains(T.plusSeconds(2));
        assertThat(probes.passed(35)).contains(T.plusSeconds(3));
    }

    @Test
    void movesOnWhileNothingIsWritten() {
        probes.add(T, 10);
        probes.passed(10);

        probes.add(T.plusSeconds(1), 10);

        assertThat(probes.passed(10)).contains(T.plusSeconds(1));
    }

    @Test
    void tellsATaskThatStartsOverNothingOfItsPredecessor() {
        probes.add(T, 10);
        assertThat(probes.passed(10)).contains(T);

        assertThat(probes.passed(0)).isEmpty();
        probes.add(T.plusSeconds(1), 12);
        assertThat(probes.passed(11)).contains(T);
        assertThat(probes.passed(12)).contains(T.plusSeconds(1));
    }

    @Test
    void staysBoundedAndNeverAnswersTooLate() {
        for (int i = 1; i <= 10_000; i++) {
            probes.add(T.plusSeconds(i), i);
        }

        assertThat(probes.passed(5_000).orElseThrow()).isBetween(T.plusSeconds(1), T.plusSeconds(5_000));
        assertThat(probes.passed(10_000)).contains(T.plusSeconds(10_000));
    }
}
