package com.hotline48.reporting.application;

import java.time.Instant;
import java.util.Objects;

/**
 * How far one partition's cells go: everything acknowledged before {@code asOf} is in them.
 *
 * @param offset of the record of the cells topic that says so
 * @param asOf UTC, milliseconds
 */
public record PartitionProgress(int partition, long offset, Instant asOf) {
    public PartitionProgress {
        Objects.requireNonNull(asOf, "asOf");
    }
}
