package com.hotline48.delivery.deadletter;

import java.time.Duration;

import com.hotline48.delivery.EngineFaults;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.SmartLifecycle;

/** Makes the store of dead letters ready before anything can die, and counts what lies there. */
public final class DeadLetters implements SmartLifecycle {

    private static final Duration COUNT_TIMEOUT = Duration.ofSeconds(2);

    private final DeadLetterStore store;
    private final Duration patience;
    private volatile boolean running;

    /** @param patience how long a document server that is away is waited for at the start */
    public DeadLetters(DeadLetterStore store, MeterRegistry meters, Duration patience) {
        this.store = store;
        this.patience = patience;
        Gauge.builder("hotline.dead.letters", this, DeadLetters::count)
                .description("Records that hold up their keys: dead, or sent again and not handled yet")
                .register(meters);
    }

    private double count() {
        try {
            return store.countUnresolved().blockOptional(COUNT_TIMEOUT).orElse(0L);
        } catch (RuntimeException e) {
            return Double.NaN;
        }
    }

    @Override
    public void start() {
        long giveUp = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                store.declareIndexes();
                running = true;
                return;
            } catch (RuntimeException e) {
                if (!EngineFaults.isUnavailable(e) || System.nanoTime() > giveUp) {
                    throw e;
                }
            }
        }
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return -5_000;
    }
}
