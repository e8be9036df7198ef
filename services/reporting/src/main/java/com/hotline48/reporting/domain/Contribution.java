package com.hotline48.reporting.domain;

import java.util.Objects;

/** What one ticket adds to one cell. */
public record Contribution(Cell cell, Counts counts) {
    public Contribution {
        Objects.requireNonNull(cell, "cell");
        Objects.requireNonNull(counts, "counts");
    }
}
