package com.hotline48.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.hotline48.replay.SlaLog.Announcement;
import org.junit.jupiter.api.Test;

class SlaLogTest {

    private static final Instant SINCE = Instant.parse("2026-11-01T00:00:00Z");
    private static final Announcement STARTED =
            new Announcement("sla#t1:1", "ClockStarted", Instant.parse("2016-03-01T00:00:00Z"));
    private static final Announcement MET =
            new Announcement("sla#t1:2", "DeadlineMet", Instant.parse("2016-03-02T00:00:00Z"));

    @Test
    void isContentWhenNothingWasAdded() {
        assertThat(log(1, STARTED, MET).violations(log(1, STARTED, MET), SINCE)).isEmpty();
    }

    @Test
    void findsAnAnnouncementMadeAgain() {
        Announcement again = new Announcement("sla#t1:3", "DeadlineMet", MET.groundedAt());

        assertThat(log(1, STARTED, MET).violations(log(1, STARTED, MET, again), SINCE))
                .hasSize(1);
    }

    @Test
    void findsOneIdUsedTwice() {
        assertThat(log(1, STARTED, MET).violations(log(2, STARTED, MET, MET), SINCE))
                .hasSize(1);
    }

    @Test
    void findsWhatVanished() {
        assertThat(log(1, STARTED, MET).violations(log(1, STARTED), SINCE)).hasSize(1);
        assertThat(log(1, STARTED).violations(new SlaLog(Map.of("t1", 1L), Map.of()), SINCE))
                .hasSize(1);
    }

    @Test
    void allowsWhatCameDueMeanwhileAndWhatATicketsNewEventsBring() {
        Announcement due = new Announcement("sla#t1:2", "DeadlineBreached", SINCE.plusSeconds(5));

        assertThat(log(1, STARTED).violations(log(1, STARTED, due), SINCE)).isEmpty();
        assertThat(log(1, STARTED).violations(log(2, STARTED, MET), SINCE)).isEmpty();
    }

    private static SlaLog log(long sequence, Announcement... announcements) {
        return new SlaLog(Map.of("t1", sequence), Map.of("t1", List.of(announcements)));
    }
}
