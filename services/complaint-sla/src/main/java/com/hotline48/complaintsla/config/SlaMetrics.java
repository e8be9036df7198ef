package com.hotline48.complaintsla.config;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import com.hotline48.complaintsla.stream.JudgementMetrics;
import com.hotline48.delivery.streams.IntakeMetrics;
import com.hotline48.events.EventCatalogue;
import com.hotline48.events.sla.SlaEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** The service's own metrics. */
public final class SlaMetrics implements JudgementMetrics, IntakeMetrics {

    /** Announcements, by {@code type} of the event. */
    public static final String ANNOUNCED = "hotline.sla.announced";
    /** From a timer's instant to its firing, the settle included, seconds. */
    public static final String FIRE_LAG = "hotline.sla.fire.lag";
    /** Missing sequences of tickets: a defect of the writing service. */
    public static final String GAPS = "hotline.sla.gaps";
    /** Ticket events that were there before. */
    public static final String DUPLICATES = "hotline.sla.duplicates";
    /** How far a task's knowledge of its log lies behind the wall clock, by {@code partition}, seconds. */
    public static final String READ_BEHIND = "hotline.sla.read.behind";
    /** Running clocks. */
    public static final String OPEN = "hotline.sla.clocks.open";
    /** Ticket events of a type that this release does not know. */
    public static final String UNKNOWN_TYPES = "hotline.sla.unknown.types";
    /** Ticket events put aside. */
    public static final String DEAD_LETTERS = "hotline.sla.dead.letters";

    private final MeterRegistry meters;
    private final Timer fireLag;
    private final Counter gaps;
    private final Counter duplicates;
    private final Counter unknownTypes;
    private final Counter deadLetters;
    private final Map<Integer, AtomicLong> behindMillis = new ConcurrentHashMap<>();

    public SlaMetrics(MeterRegistry meters) {
        this.meters = meters;
        this.fireLag = Timer.builder(FIRE_LAG)
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(100))
                .maximumExpectedValue(Duration.ofMinutes(10))
                .register(meters);
        this.gaps = meters.counter(GAPS);
        this.duplicates = meters.counter(DUPLICATES);
        this.unknownTypes = meters.counter(UNKNOWN_TYPES);
        this.deadLetters = meters.counter(DEAD_LETTERS);
    }

    @Override
    public void announced(SlaEvent event) {
        meters.counter(ANNOUNCED, "type", EventCatalogue.of(event).type()).increment();
    }

    @Override
    public void fired(Duration lag) {
        fireLag.record(lag.isNegative() ? Duration.ZERO : lag);
    }

    @Override
    public void gap() {
        gaps.increment();
    }

    @Override
    public void duplicate() {
        duplicates.increment();
    }

    @Override
    public void readBehind(int partition, Duration behind) {
        behindMillis.computeIfAbsent(partition, this::behindGauge).set(behind.toMillis());
    }

    private AtomicLong behindGauge(int partition) {
        AtomicLong millis = new AtomicLong();
        Gauge.builder(READ_BEHIND, millis, value -> value.get() / 1000.0)
                .baseUnit("seconds")
                .tag("partition", String.valueOf(partition))
                .register(meters);
        return millis;
    }

    @Override
    public void unknownType() {
        unknownTypes.increment();
    }

    @Override
    public void deadLettered() {
        deadLetters.increment();
    }
}
