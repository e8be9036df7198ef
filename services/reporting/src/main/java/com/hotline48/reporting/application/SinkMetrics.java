package com.hotline48.reporting.application;

/** Counts what brings the cells into the {@link CellStore}. */
public interface SinkMetrics {

    /** So many cells were stored. */
    void stored(int cells);

    /** Storing failed and is tried again. */
    void fault();
}
