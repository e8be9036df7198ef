package com.hotline48.reporting.application;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How far figures go that are sums over all partitions. */
final class FigureProgress {

    private FigureProgress() {}

    /** The least of all partitions' instants; empty while one of them has not told any. */
    static Optional<Instant> asOf(List<PartitionProgress> progress, int partitions) {
        return progress.stream().map(PartitionProgress::partition).distinct().count() < partitions
                ? Optional.empty()
                : progress.stream().map(PartitionProgress::asOf).min(Instant::compareTo);
    }
}
