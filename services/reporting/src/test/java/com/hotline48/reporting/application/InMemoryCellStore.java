package com.hotline48.reporting.application;

import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.hotline48.reporting.domain.Cell;
import reactor.core.publisher.Mono;

/** Cells in memory. */
final class InMemoryCellStore implements CellStore {

    private record CellKey(int generation, Cell cell, int partition) {}

    private record ProgressKey(int generation, int partition) {}

    private final Map<CellKey, PartialCell> cells = new HashMap<>();
    private final Map<ProgressKey, PartitionProgress> progress = new HashMap<>();

    @Override
    public Mono<Void> store(int generation, List<PartialCell> changed, List<PartitionProgress> reached) {
        return Mono.fromRunnable(() -> {
            changed.forEach(each -> cells.merge(
                    new CellKey(generation, each.cell(), each.partition()),
                    each,
                    (before, after) -> after.offset() > before.offset() ? after : before));
            reached.forEach(each -> progress.merge(
                    new ProgressKey(generation, each.partition()),
                    each,
                    (before, after) -> after.offset() > before.offset() ? after : before));
        });
    }

    @Override
    public Mono<List<PartialCell>> cellsOf(int generation, YearMonth month) {
        return Mono.fromSupplier(() -> cells.entrySet().stream()
                .filter(entry -> entry.getKey().generation() == generation
                        && entry.getKey().cell().month().equals(month))
                .map(Map.Entry::getValue)
                .toList());
    }

    @Override
    public Mono<List<PartitionProgress>> progressOf(int generation) {
        return Mono.fromSupplier(() -> progress.entrySet().stream()
                .filter(entry -> entry.getKey().generation() == generation)
                .map(Map.Entry::getValue)
                .toList());
    }

    @Override
    public Mono<Void> delete(int generation) {
        return Mono.fromRunnable(() -> {
            cells.keySet().removeIf(key -> key.generation() == generation);
            progress.keySet().removeIf(key -> key.generation() == generation);
        });
    }
}
