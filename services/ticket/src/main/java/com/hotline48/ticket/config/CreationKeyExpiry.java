package com.hotline48.ticket.config;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import com.hotline48.ticket.adapter.mongo.MongoCreationKeys;
import org.springframework.scheduling.annotation.Scheduled;

/** Forgets old Idempotency-Keys every hour: the embedded document server does not execute TTL indexes. */
final class CreationKeyExpiry {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final MongoCreationKeys keys;
    private final Clock clock;

    CreationKeyExpiry(MongoCreationKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    @Scheduled(initialDelay = 1, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
    void expire() {
        keys.expire(clock.instant()).block(PATIENCE);
    }
}
