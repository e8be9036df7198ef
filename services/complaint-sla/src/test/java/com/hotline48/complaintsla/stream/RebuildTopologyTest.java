package com.hotline48.complaintsla.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

import com.hotline48.events.ticket.TicketEvent.AnswerCorrected;
import com.hotline48.events.ticket.TicketEvent.ClosingOutcome;
import com.hotline48.events.ticket.TicketEvent.TicketClosed;
import com.hotline48.events.ticket.TicketEvent.TicketReopened;
import com.hotline48.events.ticket.TicketEvent.TicketVoided;
import com.hotline48.events.ticket.TicketEvent.VoidWithdrawn;
import org.junit.jupiter.api.Test;

/** The same log gives the same judgements: rebuilt, shuffled between tickets, with duplicates. */
class RebuildTopologyTest {

    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void announcesNothingTwiceAndEndsEqual() {
        try (SlaHarness live = new SlaHarness().started()) {
            story(live);
            assertThat(live.relations()).isNotEmpty();
            try (SlaHarness rebuilt = new SlaHarness(live.now()).keeping(live).fresh()) {
                for (SlaHarness.Played record : live.log()) {
                    rebuilt.replay(record.key(), record.value());
                }
                rebuilt.advance(Duration.ofSeconds(5));
                rebuilt.advance(Duration.ofMinutes(5));

                assertThat(rebuilt.announced()).isEmpty();
                assertThat(rebuilt.marks()).isNotEmpty();

                // New events are judged on top of what was announced.
                Instant now = rebuilt.now();
                rebuilt.complaint("new", now, "shared");
                assertThat(rebuilt.story("new")).first().isEqualTo("started");
                assertThat(rebuilt.relations()).containsKey("new");
            }
        }
    }

    @Test
    void aRebuildInAnotherOrderOfTicketsIsSilentToo() {
        try (SlaHarness live = new SlaHarness().started()) {
            story(live);
            List<SlaHarness.Played> shuffled = shuffledBetweenTickets(live.log(), 7);
            try (SlaHarness rebuilt = new SlaHarness(live.now()).keeping(live).fresh()) {
                for (SlaHarness.Played record : shuffled) {
                    rebuilt.replay(record.key(), record.value());
                    rebuilt.advanceBehind(Duration.ofMillis(100), shuffled.size());
                }
                rebuilt.advance(Duration.ofSeconds(5));
                rebuilt.advance(Duration.ofMinutes(5));

                assertThat(rebuilt.announced()).isEmpty();
            }
        }
    }

    @Test
    void announcesWhatLacksWhenARebuildFindsMore() {
        try (SlaHarness live = new SlaHarness().started()) {
            Instant start = live.now();
            live.complaint("a", start, "c");
            try (SlaHarness rebuilt = new SlaHarness(live.now()).keeping(live).fresh()) {
                live.log().forEach(record -> rebuilt.replay(record.key(), record.value()));
                rebuilt.complaint("b", start.plus(HOUR), "c");
                rebuilt.advance(Duration.ofSeconds(5));

                assertThat(rebuilt.story("a")).isEmpty();
                assertThat(rebuilt.story("b")).containsExactly("started", "URGING of a");
            }
        }
    }

    @Test
    void shuffledBetweenTicketsAndDoubledItEndsEqual() {
        try (SlaHarness live = new SlaHarness().started()) {
            story(live);
            for (int seed = 1; seed <= 5; seed++) {
                try (SlaHarness other = new SlaHarness(live.now()).started()) {
                    List<SlaHarness.Played> shuffled = shuffledBetweenTickets(live.log(), seed);
                    for (SlaHarness.Played record : shuffled) {
                        other.replay(record.key(), record.value());
                        other.replay(record.key(), record.value());
                    }
                    other.advance(Duration.ofMinutes(5));

                    assertThat(judgements(other)).isEqualTo(judgements(live));
                    assertThat(other.relations()).isEqualTo(live.relations());
                }
            }
        }
    }

    private static Map<String, String> judgements(SlaHarness sla) {
        return new TreeMap<>(sla.clocks());
    }

    /** Every order of events within a ticket stays; tickets are mixed anew. */
    private static List<SlaHarness.Played> shuffledBetweenTickets(List<SlaHarness.Played> log, int seed) {
        List<String> keys =
                new ArrayList<>(log.stream().map(SlaHarness.Played::key).toList());
        Collections.shuffle(keys, new Random(seed));
        Map<String, List<SlaHarness.Played>> byKey = new TreeMap<>();
        log.forEach(record ->
                byKey.computeIfAbsent(record.key(), key -> new ArrayList<>()).add(record));
        return keys.stream().map(key -> byKey.get(key).remove(0)).toList();
    }

    /** A week with everything in it, all clocks judged at its end. */
    private static void story(SlaHarness sla) {
        Instant start = sla.now();
        sla.complaint("met", start, "shared").complaint("never", start, "c1").complaint("reopened", start, "c2");
        sla.complaint("voided", start, "shared").complaint("corrected", start, "c3");
        sla.complaint("satisfied", start.plusSeconds(1), "c4");
        sla.complaint("imported", start.minus(Duration.ofDays(3)), "c5");
        sla.advance(HOUR);
        sla.answer("met", sla.now()).answer("reopened", sla.now()).answer("voided", sla.now());
        sla.answer("satisfied", sla.now());
        sla.send("satisfied", new TicketClosed(ClosingOutcome.SATISFIED, sla.now()));
        sla.advance(HOUR);
        sla.complaint("again", sla.now(), "shared").complaint("after-satisfied", sla.now(), "c4");
        sla.send("voided", new TicketVoided("MISTAKE", Optional.empty(), sla.now()));
        sla.advance(HOUR).send("voided", new VoidWithdrawn("MISTAKE", sla.now()));
        sla.send("reopened", new TicketReopened("NOT_FIXED", sla.now()));
        sla.advance(HOUR.multipliedBy(20));
        sla.complaint("urging", sla.now(), "c1").complaint("urging2", sla.now(), "c2");
        sla.advance(HOUR.multipliedBy(30));
        sla.answer("corrected", sla.now());
        Instant wrong = sla.now();
        sla.advance(HOUR).send("corrected", new AnswerCorrected(start.plus(HOUR), wrong, "TYPO", sla.now()));
        sla.answer("again", sla.now()).answer("urging", sla.now());
        sla.complaint("overdue-repeat", sla.now(), "c1");
        sla.answer("reopened", sla.now());
        sla.complaint("gone", sla.now(), "c3");
        sla.send("gone", new TicketVoided("DUPLICATE", Optional.empty(), sla.now()));
        for (int i = 0; i < 30; i++) {
            sla.advance(HOUR.multipliedBy(4));
        }
    }
}
