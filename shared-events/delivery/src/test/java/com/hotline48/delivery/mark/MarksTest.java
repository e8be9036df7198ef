package com.hotline48.delivery.mark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;

import com.hotline48.events.Sources;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MarksTest {

    private static final Instant T = Instant.parse("2026-03-01T00:00:00Z");

    private final KafkaMarks marks =
            new KafkaMarks(() -> new MockConsumer<>(OffsetResetStrategy.EARLIEST), Clock.systemUTC());

    @AfterEach
    void close() {
        marks.close();
    }

    private void see(int lane, int lanes, Instant upTo, Instant at) {
        marks.see(new Mark(Sources.COMPLAINT_SLA, lane, lanes, upTo).encode(), at);
    }

    @Test
    void aMarkTravelsUnchanged() {
        Mark mark = new Mark(Sources.TICKET, 2, 4, T);

        assertThat(Mark.decode(mark.encode())).isEqualTo(mark);
        assertThatThrownBy(() -> Mark.decode("{}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Mark(Sources.TICKET, 4, 4, T)).hasMessageContaining("lane: 4");
    }

    @Test
    void progressIsTheLeastOfAllLanes() {
        see(0, 2, T.plusSeconds(9), T.plusSeconds(10));
        assertThat(marks.upTo(Sources.COMPLAINT_SLA, T.plusSeconds(20))).isEmpty();

        see(1, 2, T.plusSeconds(7), T.plusSeconds(10));

        assertThat(marks.upTo(Sources.COMPLAINT_SLA, T.plusSeconds(20))).contains(T.plusSeconds(7));
        assertThat(marks.upTo(Sources.TICKET, T.plusSeconds(20))).isEmpty();
    }

    @Test
    void onlyWhatWasSeenByThenCounts() {
        see(0, 1, T.plusSeconds(1), T.plusSeconds(2));
        see(0, 1, T.plusSeconds(3), T.plusSeconds(4));

        assertThat(marks.upTo(Sources.COMPLAINT_SLA, T.plusSeconds(1))).isEmpty();
        assertThat(marks.upTo(Sources.COMPLAINT_SLA, T.plusSeconds(3))).contains(T.plusSeconds(1));
        assertThat(marks.upTo(Sources.COMPLAINT_SLA, T.plusSeconds(4))).contains(T.plusSeconds(3));
    }
}
