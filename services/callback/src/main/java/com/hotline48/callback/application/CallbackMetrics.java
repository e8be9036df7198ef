package com.hotline48.callback.application;

import java.util.List;

import com.hotline48.events.callback.CallbackEvent;
import io.micrometer.core.instrument.MeterRegistry;

/** What callback counts. */
public final class CallbackMetrics {

    /** {@code hotline_callback_facts_total{fact}}: facts stored, by name of the event record. */
    public static final String FACTS = "hotline.callback.facts";
    /** {@code hotline_callback_attempts_total{outcome}}: calls to customers. */
    public static final String ATTEMPTS = "hotline.callback.attempts";

    private final MeterRegistry meters;

    public CallbackMetrics(MeterRegistry meters) {
        this.meters = meters;
        for (CallbackEvent.Outcome outcome : CallbackEvent.Outcome.values()) {
            // There from the start: a rate needs the step from 0 to 1.
            meters.counter(ATTEMPTS, "outcome", outcome.name());
        }
    }

    void stored(List<CallbackEvent> events) {
        events.forEach(event -> {
            meters.counter(FACTS, "fact", event.getClass().getSimpleName()).increment();
            if (event instanceof CallbackEvent.CallbackAttempted attempted) {
                meters.counter(ATTEMPTS, "outcome", attempted.outcome().name()).increment();
            }
        });
    }
}
