package com.hotline48.reporting.application;

import java.util.Objects;

import com.hotline48.reporting.domain.Cell;
import com.hotline48.reporting.domain.Counts;

/**
 * One partition's share of a cell, as of an offset of the cells topic.
 *
 * @param partition of the task that counted, 0..
 * @param offset of the record that says so; a later one replaces an earlier one, never the other way round
 */
public record PartialCell(Cell cell, int partition, long offset, Counts counts) {
    public PartialCell {
        Objects.requireNonNull(cell, "cell");
        Objects.requireNonNull(counts, "counts");
    }
}
