package com.hotline48.complaintsla.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Facts and clocks for tests: accepted at {@link #START}, recorded in the same minute. */
final class Facts {

    static final Instant START = Instant.parse("2026-03-02T08:00:00Z");
    static final Instant DUE = START.plus(Duration.ofHours(48));
    static final Duration SETTLE = Duration.ofMillis(300);
    static final Duration LATE = Duration.ofMinutes(2);
    static final ComplaintClock CLOCK = new ComplaintClock(ClockPolicy.COMPLAINT, SETTLE, LATE);

    private TicketFacts facts;
    private Announced announced = Announced.NOTHING;
    private Judged last;

    private Facts(TicketFacts facts, Instant recordedAt) {
        this.facts = facts;
        judged(CLOCK.judge(facts, announced, Ground.recorded(recordedAt)));
    }

    static Facts complaint() {
        return complaintRecordedAt(START.plusSeconds(1));
    }

    static Facts complaintRecordedAt(Instant recordedAt) {
        return new Facts(TicketFacts.accepted(identity(), true, Optional.of("noise"), 1, recordedAt), recordedAt);
    }

    static Facts consultation() {
        return new Facts(
                TicketFacts.accepted(identity(), false, Optional.empty(), 1, START.plusSeconds(1)),
                START.plusSeconds(1));
    }

    static TicketIdentity identity() {
        return new TicketIdentity("t1", "BJ-1", "CN-BJ", Optional.of("c1"), Optional.empty(), START);
    }

    /** Applies a change recorded one second after it happened. */
    Facts then(TicketChange change) {
        return then(change, change.at().plusSeconds(1));
    }

    Facts then(TicketChange change, Instant recordedAt) {
        facts = facts.with(change, facts.lastSequence() + 1, recordedAt);
        judged(CLOCK.judge(facts, announced, Ground.event(change, recordedAt)));
        return this;
    }

    /** Fires the timer that stands. */
    Facts fire() {
        ClockTimer timer = last.timer().orElseThrow();
        judged(CLOCK.fire(facts, announced, timer, timer.fireAt()));
        return this;
    }

    Facts fireAll() {
        while (last.timer().isPresent()) {
            fire();
        }
        return this;
    }

    /** What the last step announced, by simple name. */
    List<String> announcedNow() {
        return last.events().stream()
                .map(event -> event.getClass().getSimpleName())
                .toList();
    }

    Judged last() {
        return last;
    }

    TicketFacts facts() {
        return facts;
    }

    Announced announced() {
        return announced;
    }

    private void judged(Judged judged) {
        last = judged;
        facts = judged.facts();
        announced = judged.announced();
    }
}
