package com.hotline48.routing.application;

import java.util.List;

import com.hotline48.events.routing.RoutingEvent;
import io.micrometer.core.instrument.MeterRegistry;

/** What routing counts. */
public final class RoutingMetrics {

    /** {@code hotline_routing_facts_total{fact}}: facts stored, by name of the event record. */
    public static final String FACTS = "hotline.routing.facts";
    /** {@code hotline_routing_failures_total{why}}: forms that could not be made; somebody has to look. */
    public static final String FAILURES = "hotline.routing.failures";

    private final MeterRegistry meters;

    public RoutingMetrics(MeterRegistry meters) {
        this.meters = meters;
        for (RoutingEvent.RoutingFailed.Why why : RoutingEvent.RoutingFailed.Why.values()) {
            // There from the start: an alert needs the step from 0 to 1.
            meters.counter(FAILURES, "why", why.name());
        }
    }

    void stored(List<RoutingEvent> events) {
        events.forEach(event -> {
            meters.counter(FACTS, "fact", event.getClass().getSimpleName()).increment();
            if (event instanceof RoutingEvent.RoutingFailed failed) {
                meters.counter(FAILURES, "why", failed.why().name()).increment();
            }
        });
    }
}
