package com.hotline48.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void takesPercentilesByNearestRank() {
        Latencies latencies = new Latencies();
        for (int i = 1; i <= 2_000; i++) {
            latencies.add(i * 1_000_000L);
        }

        assertThat(latencies.percentile(50)).isEqualTo(1_000.0);
        assertThat(latencies.percentile(99)).isEqualTo(1_980.0);
        assertThat(latencies.percentile(100)).isEqualTo(2_000.0);
        assertThat(new Latencies().percentile(99)).isZero();
    }

    @Test
    void takesTheMedianOfRounds() {
        assertThat(AcceptBench.median(List.of(3.0, 1.0, 2.0))).isEqualTo(2.0);
        assertThat(AcceptBench.median(List.of(4.0, 1.0, 2.0, 3.0))).isEqualTo(2.5);
    }

    @Test
    void readsPendingEventsAndMemory() {
        assertThat(
                        Machine.pendingIn(
                                """
                        # TYPE hotline_outbox_pending gauge
                        hotline_outbox_pending{collection="tickets"} 3.0
                        hotline_outbox_pending{collection="numbers"} 1.0
                        other 7.0
                        """))
                .hasValue(4);
        assertThat(Machine.pendingIn("other 7.0\n")).isEmpty();
        assertThat(Machine.describe().path("processors").asInt()).isPositive();
    }
}
