package com.hotline48.reporting.application;

import java.time.YearMonth;
import java.util.List;

import reactor.core.publisher.Mono;

/** Keeps the partial cells of the generations, to be read. */
public interface CellStore {

    /**
     * Stores cells, then how far they go. What is already stored from the same or a later offset stays.
     *
     * <p>At most one of {@code cells} per cell and partition, and one of {@code progress} per partition.
     */
    Mono<Void> store(int generation, List<PartialCell> cells, List<PartitionProgress> progress);

    /** All partial cells of a month. */
    Mono<List<PartialCell>> cellsOf(int generation, YearMonth month);

    /** The progress of the partitions that have told one. */
    Mono<List<PartitionProgress>> progressOf(int generation);

    /** Deletes all of a generation. */
    Mono<Void> delete(int generation);
}
