package com.hotline48.reporting.adapter.kafka;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import com.hotline48.delivery.streams.StreamsRuntime;
import com.hotline48.reporting.application.GenerationRunner;
import com.hotline48.reporting.application.RebuildFigures;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Keeps the generations as the register says, several times a second; stops them all with the service. */
public final class GenerationLoop implements SmartLifecycle {

    private static final Logger LOGGER = LoggerFactory.getLogger(GenerationLoop.class);
    private static final Duration INTERVAL = Duration.ofMillis(250);
    private static final Duration LAST_ROUND = Duration.ofSeconds(3);

    private final RebuildFigures rebuild;
    private final GenerationRunner runner;
    private @Nullable ScheduledExecutorService executor;
    private volatile String lastFault = "";

    public GenerationLoop(RebuildFigures rebuild, GenerationRunner runner) {
        this.rebuild = Objects.requireNonNull(rebuild, "rebuild");
        this.runner = Objects.requireNonNull(runner, "runner");
    }

    private void tick() {
        try {
            rebuild.advance();
            lastFault = "";
        } catch (Exception e) {
            // Said once per kind: the same fault comes back several times a second until it is over.
            String fault = e.getClass().getSimpleName()
                    + (e.getCause() == null ? "" : "/" + e.getCause().getClass().getSimpleName());
            if (!fault.equals(lastFault)) {
                LOGGER.atWarn().addKeyValue("fault", fault).log("generations are not as they should be, trying again");
                lastFault = fault;
            }
        }
    }

    @Override
    public synchronized void start() {
        if (executor == null) {
            ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(task -> {
                Thread thread = new Thread(task, "generations");
                thread.setDaemon(true);
                return thread;
            });
            // The returned future only ever ends by shutdown: tick() lets nothing out.
            var unused = started.scheduleWithFixedDelay(this::tick, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
            executor = started;
        }
    }

    @Override
    public synchronized void stop() {
        ScheduledExecutorService running = executor;
        if (running == null) {
            return;
        }
        executor = null;
        running.shutdown();
        try {
            if (!running.awaitTermination(LAST_ROUND.toMillis(), TimeUnit.MILLISECONDS)) {
                running.shutdownNow();
            }
        } catch (InterruptedException e) {
            running.shutdownNow();
            Thread.currentThread().interrupt();
        }
        runner.run(Set.of());
    }

    @Override
    public synchronized boolean isRunning() {
        return executor != null;
    }

    @Override
    public int getPhase() {
        return StreamsRuntime.PHASE;
    }
}
