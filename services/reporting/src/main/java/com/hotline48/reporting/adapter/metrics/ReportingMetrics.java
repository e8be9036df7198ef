package com.hotline48.reporting.adapter.metrics;

import com.hotline48.delivery.streams.IntakeMetrics;
import com.hotline48.reporting.application.SinkMetrics;
import com.hotline48.reporting.stream.FactsMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * The meters of this service. Figures carry {@code province} (code of a centre or {@code NATIONAL}) and {@code period}
 * ({@code current} or {@code previous} month in the national centre's zone).
 */
public final class ReportingMetrics {

    /** Complaints of the month, not voided. */
    public static final String COMPLAINTS = "hotline.complaints";
    /** Complaints of the month not answered within their limit. */
    public static final String OVERDUE = "hotline.complaints.overdue";
    /** Complaints of the month whose limit still runs. */
    public static final String OPEN = "hotline.complaints.open";
    /** Complaint timely rate, 0..1; NaN without data. */
    public static final String TIMELY = "hotline.complaints.timely.ratio";
    /** Repeat-complaint rate, 0 or more; NaN without data. */
    public static final String REPEAT = "hotline.complaints.repeat.ratio";
    /** Seconds since the instant up to which everything is in the served figures. */
    public static final String AS_OF_AGE = "hotline.reporting.asof.age";

    private static final String EVENTS = "hotline.reporting.events";
    private static final String CELLS_STORED = "hotline.reporting.cells.stored";
    private static final String SINK_FAULTS = "hotline.reporting.sink.faults";

    static final String PROVINCE = "province";
    static final String PERIOD = "period";
    private static final String OUTCOME = "outcome";

    private final MeterRegistry registry;

    public ReportingMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Of the facts' processor. */
    public FactsMetrics facts() {
        Counter duplicates = events("duplicate");
        Counter gaps = events("gap");
        return new FactsMetrics() {
            @Override
            public void duplicate() {
                duplicates.increment();
            }

            @Override
            public void gap() {
                gaps.increment();
            }
        };
    }

    /** Of the intake of events. */
    public IntakeMetrics intake() {
        Counter unknown = events("unknown_type");
        Counter dead = events("dead_lettered");
        return new IntakeMetrics() {
            @Override
            public void unknownType() {
                unknown.increment();
            }

            @Override
            public void deadLettered() {
                dead.increment();
            }
        };
    }

    /** Of the sink of the cells. */
    public SinkMetrics sink() {
        Counter stored = Counter.builder(CELLS_STORED)
                .description("Partial cells written to the database")
                .register(registry);
        Counter faults = Counter.builder(SINK_FAULTS)
                .description("Times that storing cells failed and was tried again")
                .register(registry);
        return new SinkMetrics() {
            @Override
            public void stored(int cells) {
                stored.increment(cells);
            }

            @Override
            public void fault() {
                faults.increment();
            }
        };
    }

    private Counter events(String outcome) {
        return Counter.builder(EVENTS)
                .description("Events that brought no news to the figures, by why")
                .tag(OUTCOME, outcome)
                .register(registry);
    }
}
