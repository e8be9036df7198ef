package com.hotline48.delivery.listener;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counters of one consumer. */
final class ListenerMetrics {

    private final Counter handled;
    private final Counter retried;
    private final Counter skipped;
    private final Counter dead;
    private final Counter gaps;

    ListenerMetrics(MeterRegistry meters, String consumer) {
        handled = counter(meters, "hotline.events.handled", consumer, "Events handed to the handler with success");
        retried = counter(meters, "hotline.events.retried", consumer, "Attempts that failed and are repeated");
        skipped =
                counter(meters, "hotline.events.skipped", consumer, "Events of a type that this release does not know");
        dead = counter(meters, "hotline.events.dead", consumer, "Records that went to the dead letters");
        gaps = counter(meters, "hotline.events.sequence.gaps", consumer, "Missing events, always a defect");
    }

    private static Counter counter(MeterRegistry meters, String name, String consumer, String description) {
        return Counter.builder(name)
                .tag("consumer", consumer)
                .description(description)
                .register(meters);
    }

    void handled() {
        handled.increment();
    }

    void retried() {
        retried.increment();
    }

    void skippedUnknownType() {
        skipped.increment();
    }

    void dead() {
        dead.increment();
    }

    void sequenceGap() {
        gaps.increment();
    }
}
