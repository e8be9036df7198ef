package com.hotline48.reporting.application;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

import com.hotline48.reporting.domain.Generations;
import reactor.core.publisher.Mono;

/**
 * Makes the figures anew from the topics, in a generation beside the one that serves (architecture.md, Figures). What
 * has to be done next is read from the register each time, so any process may end at any point and another go on.
 */
public final class RebuildFigures {

    /**
     * How close behind the serving generation the next one must be for the serving one to be stopped: figures stand
     * still for about this long while the next one overtakes.
     */
    private static final Duration CLOSE = Duration.ofSeconds(3);

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final GenerationRegister register;
    private final CellStore cells;
    private final GenerationRunner runner;
    private final int partitions;

    /** @param partitions number of partitions of the history topics, at least 1 */
    public RebuildFigures(GenerationRegister register, CellStore cells, GenerationRunner runner, int partitions) {
        this.register = Objects.requireNonNull(register, "register");
        this.cells = Objects.requireNonNull(cells, "cells");
        this.runner = Objects.requireNonNull(runner, "runner");
        this.partitions = partitions;
    }

    /**
     * Where a rebuild stands.
     *
     * @param asOf of the serving generation, absent while nothing is known
     * @param buildingAsOf of the one that is built
     */
    public record Status(Generations generations, Optional<Instant> asOf, Optional<Instant> buildingAsOf) {
        public Status {
            Objects.requireNonNull(generations, "generations");
            Objects.requireNonNull(asOf, "asOf");
            Objects.requireNonNull(buildingAsOf, "buildingAsOf");
        }
    }

    /** Begins a rebuild; nothing happens if one is on. */
    public Mono<Status> begin() {
        return register.current()
                .flatMap(now -> register.replace(now, now.begun()))
                .then(status());
    }

    /** Where it stands. */
    public Mono<Status> status() {
        return register.current().flatMap(now -> Mono.zip(
                        asOf(now.serving()), now.building().map(this::asOf).orElse(Mono.just(Optional.empty())))
                .map(both -> new Status(now, both.getT1(), both.getT2())));
    }

    /** Does what the register asks for now; called again and again, blocks. */
    public void advance() {
        Generations now = Objects.requireNonNull(register.current().block(TIMEOUT));
        runner.run(now.running());
        now.retiring().ifPresent(old -> {
            runner.remove(old);
            cells.delete(old).block(TIMEOUT);
            replace(now, now.retired());
        });
        if (now.retiring().isEmpty()) {
            now.building().ifPresent(next -> follow(now, next));
        }
    }

    private void follow(Generations now, int next) {
        Optional<Instant> built = Objects.requireNonNull(asOf(next).block(TIMEOUT));
        Optional<Instant> served = Objects.requireNonNull(asOf(now.serving()).block(TIMEOUT));
        if (built.isEmpty()) {
            return;
        }
        if (!now.stopped()) {
            if (isBehindBy(CLOSE, built.get(), served)) {
                replace(now, now.servingStopped());
            }
        } else if (isBehindBy(Duration.ZERO, built.get(), served)) {
            replace(now, now.switched());
        }
    }

    private static boolean isBehindBy(Duration atMost, Instant built, Optional<Instant> served) {
        return served.isEmpty() || !built.plus(atMost).isBefore(served.get());
    }

    private void replace(Generations now, Generations next) {
        // If somebody else was faster, the next call sees what he wrote.
        register.replace(now, next).block(TIMEOUT);
    }

    private Mono<Optional<Instant>> asOf(int generation) {
        return cells.progressOf(generation).map(progress -> FigureProgress.asOf(progress, partitions));
    }
}
