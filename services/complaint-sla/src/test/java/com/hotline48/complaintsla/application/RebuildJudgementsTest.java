package com.hotline48.complaintsla.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import com.hotline48.complaintsla.application.RebuildJudgements.State;
import com.hotline48.complaintsla.application.RebuildJudgements.Status;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class RebuildJudgementsTest {

    private static final Instant BEGIN = Instant.parse("2026-03-02T08:00:00Z");
    private static final Instant RESET = BEGIN.plusSeconds(20);

    private final AtomicReference<Instant> now = new AtomicReference<>(BEGIN);
    private final AtomicReference<Instant> judgedUpTo = new AtomicReference<>(BEGIN);
    private final InstantSource time = now::get;
    private final Progress progress = new Progress() {
        @Override
        public Optional<Instant> viewAsOf() {
            return Optional.empty();
        }

        @Override
        public Optional<Instant> judgedUpTo() {
            return Optional.of(judgedUpTo.get());
        }
    };

    @Test
    void endsOnlyWithAMarkFromAfterTheReset() {
        JudgementLog log = () -> {
            // The old topology works on until it is stopped, so its marks pass the request.
            judgedUpTo.set(BEGIN.plusSeconds(5));
            now.set(RESET);
        };
        try (RebuildJudgements rebuild = new RebuildJudgements(log, progress, time.withZone(ZoneOffset.UTC))) {
            assertThat(rebuild.begin().state()).isEqualTo(State.RUNNING);

            Awaitility.await().until(() -> rebuild.status().since().equals(RESET));
            assertThat(rebuild.status()).isEqualTo(new Status(State.RUNNING, RESET));

            judgedUpTo.set(RESET);
            assertThat(rebuild.status().state()).isEqualTo(State.IDLE);
        }
    }

    @Test
    void saysThatItCouldNotBegin() {
        JudgementLog log = () -> {
            throw new IllegalStateException("no brokers");
        };
        try (RebuildJudgements rebuild = new RebuildJudgements(log, progress, time.withZone(ZoneOffset.UTC))) {
            rebuild.begin();

            Awaitility.await().until(() -> rebuild.status().state() == State.FAILED);
        }
    }
}
