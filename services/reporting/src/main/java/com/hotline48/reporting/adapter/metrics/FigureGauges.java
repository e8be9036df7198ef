package com.hotline48.reporting.adapter.metrics;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import com.hotline48.reporting.application.ComplaintReport;
import com.hotline48.reporting.application.ReadComplaintFigures;
import com.hotline48.reporting.domain.ComplaintFigures;
import com.hotline48.reporting.domain.Rate;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Shows the served figures of this and the previous month as gauges, read anew every few seconds. */
public final class FigureGauges implements SmartLifecycle {

    private static final Logger LOGGER = LoggerFactory.getLogger(FigureGauges.class);
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(10);

    private final ReadComplaintFigures figures;
    private final Clock clock;
    private final ZoneId zone;
    private final Duration interval;
    private final Map<String, MultiGauge> gauges = new HashMap<>();
    private volatile Instant asOf = Instant.EPOCH;
    private @Nullable ScheduledExecutorService executor;

    /**
     * @param zone in which "this month" is told
     * @param interval how often the figures are read, 1 s or more
     */
    public FigureGauges(
            ReadComplaintFigures figures, MeterRegistry registry, Clock clock, ZoneId zone, Duration interval) {
        this.figures = Objects.requireNonNull(figures, "figures");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.zone = Objects.requireNonNull(zone, "zone");
        this.interval = Objects.requireNonNull(interval, "interval");
        gauge(registry, ReportingMetrics.COMPLAINTS, "Complaints of the month");
        gauge(registry, ReportingMetrics.OVERDUE, "Complaints of the month not answered within their limit");
        gauge(registry, ReportingMetrics.OPEN, "Complaints of the month whose limit still runs");
        gauge(registry, ReportingMetrics.TIMELY, "Complaint timely rate of the month");
        gauge(registry, ReportingMetrics.REPEAT, "Repeat-complaint rate of the month");
        Gauge.builder(ReportingMetrics.AS_OF_AGE, () -> asOfAge())
                .baseUnit("seconds")
                .description("How old the instant is up to which everything is in the figures")
                .register(registry);
    }

    private void gauge(MeterRegistry registry, String name, String description) {
        gauges.put(name, MultiGauge.builder(name).description(description).register(registry));
    }

    private double asOfAge() {
        return asOf.equals(Instant.EPOCH)
                ? Double.NaN
                : Duration.between(asOf, clock.instant()).toMillis() / 1000.0;
    }

    /** Reads the figures once and shows them; blocks. */
    void refresh() {
        YearMonth month = YearMonth.now(clock.withZone(zone));
        Map<String, List<MultiGauge.Row<?>>> rows = new HashMap<>();
        gauges.keySet().forEach(name -> rows.put(name, new ArrayList<>()));
        show(month, "current", rows);
        show(month.minusMonths(1), "previous", rows);
        gauges.forEach((name, gauge) -> gauge.register(rows.getOrDefault(name, List.of()), true));
    }

    private void show(YearMonth month, String period, Map<String, List<MultiGauge.Row<?>>> rows) {
        List<ComplaintReport> reports =
                Objects.requireNonNull(figures.readAll(month).block(READ_TIMEOUT), "reports");
        for (ComplaintReport report : reports) {
            asOf = report.asOf();
            ComplaintFigures of = report.figures();
            Tags tags = Tags.of(ReportingMetrics.PROVINCE, report.scope().name(), ReportingMetrics.PERIOD, period);
            Map<String, Double> values = Map.of(
                    ReportingMetrics.COMPLAINTS, (double) of.counts().complaints(),
                    ReportingMetrics.OVERDUE, (double) of.counts().overdue(),
                    ReportingMetrics.OPEN, (double) of.counts().open(),
                    ReportingMetrics.TIMELY, value(of.timelyRate()),
                    ReportingMetrics.REPEAT, value(of.repeatComplaintRate()));
            values.forEach((name, value) ->
                    rows.computeIfAbsent(name, any -> new ArrayList<>()).add(MultiGauge.Row.of(tags, value)));
        }
    }

    private static double value(Rate rate) {
        return rate.value().orElse(Double.NaN);
    }

    private void tick() {
        try {
            refresh();
        } catch (Exception e) {
            LOGGER.atDebug()
                    .addKeyValue("fault", e.getClass().getSimpleName())
                    .log("figures could not be read, the gauges stand still");
        }
    }

    @Override
    public synchronized void start() {
        if (executor == null) {
            ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(task -> {
                Thread thread = new Thread(task, "figure-gauges");
                thread.setDaemon(true);
                return thread;
            });
            // The returned future only ever ends by shutdown: tick() lets nothing out.
            var unused = started.scheduleWithFixedDelay(this::tick, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
            executor = started;
        }
    }

    @Override
    public synchronized void stop() {
        ScheduledExecutorService running = executor;
        if (running != null) {
            running.shutdownNow();
            executor = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return executor != null;
    }
}
