package com.hotline48.reporting.application;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

import com.hotline48.reporting.domain.ComplaintFigures;
import com.hotline48.reporting.domain.Counts;
import com.hotline48.reporting.domain.Scope;
import reactor.core.publisher.Mono;

/** Adds up the serving generation's partial cells. */
public final class ReadComplaintFigures {

    /** A rebuild's switch may fall into a read; two in a row do not. */
    private static final int MAX_READS = 3;

    private final GenerationRegister register;
    private final CellStore cells;
    private final int partitions;

    /** @param partitions number of partitions of the history topics, at least 1 */
    public ReadComplaintFigures(GenerationRegister register, CellStore cells, int partitions) {
        this.register = Objects.requireNonNull(register, "register");
        this.cells = Objects.requireNonNull(cells, "cells");
        this.partitions = partitions;
    }

    /** The figures of one scope; a month without complaints has figures too. */
    public Mono<ComplaintReport> read(YearMonth period, Scope scope) {
        return month(period).map(month -> month.of(scope));
    }

    /** The figures of a month for every scope that has any, the national one always and first. */
    public Mono<List<ComplaintReport>> readAll(YearMonth period) {
        return month(period).map(Month::all);
    }

    private Mono<Month> month(YearMonth period) {
        return month(period, MAX_READS);
    }

    private Mono<Month> month(YearMonth period, int reads) {
        return register.current().flatMap(before -> {
            int generation = before.serving();
            // The progress first: cells that are read after it are at least as new as it says.
            return cells.progressOf(generation)
                    .map(progress -> FigureProgress.asOf(progress, partitions).orElse(Instant.EPOCH))
                    .flatMap(asOf -> cells.cellsOf(generation, period).map(found -> new Month(period, asOf, found)))
                    .flatMap(month -> register.current()
                            .flatMap(after -> after.serving() == generation || reads == 1
                                    ? Mono.just(month)
                                    : month(period, reads - 1)));
        });
    }

    private record Month(YearMonth period, Instant asOf, List<PartialCell> cells) {

        ComplaintReport of(Scope scope) {
            Counts counts = cells.stream()
                    .filter(partial -> scope.covers(partial.cell()))
                    .map(PartialCell::counts)
                    .reduce(Counts.ZERO, Counts::plus);
            return new ComplaintReport(period, scope, asOf, new ComplaintFigures(counts));
        }

        List<ComplaintReport> all() {
            TreeMap<String, Scope> scopes = new TreeMap<>();
            cells.forEach(partial -> scopes.computeIfAbsent(partial.cell().province(), Scope::of));
            return Stream.concat(Stream.of(Scope.NATIONAL), scopes.values().stream())
                    .map(this::of)
                    .toList();
        }
    }
}
