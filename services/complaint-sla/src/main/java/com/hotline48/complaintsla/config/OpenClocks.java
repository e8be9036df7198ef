package com.hotline48.complaintsla.config;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import com.hotline48.complaintsla.application.ClockRegister;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Counts the running clocks in the view now and then, for {@link SlaMetrics#OPEN}. */
final class OpenClocks implements SmartLifecycle {

    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final ClockRegister register;
    private final AtomicLong open = new AtomicLong();
    private Optional<Disposable> counting = Optional.empty();

    OpenClocks(ClockRegister register, MeterRegistry meters) {
        this.register = register;
        Gauge.builder(SlaMetrics.OPEN, open, AtomicLong::get).register(meters);
    }

    @Override
    public void start() {
        counting = Optional.of(Flux.interval(Duration.ZERO, INTERVAL)
                .onBackpressureDrop()
                .concatMap(tick -> register.countRunning().onErrorResume(fault -> Mono.empty()))
                .subscribe(open::set));
    }

    @Override
    public void stop() {
        counting.ifPresent(Disposable::dispose);
        counting = Optional.empty();
    }

    @Override
    public boolean isRunning() {
        return counting.isPresent();
    }
}
