package com.hotline48.reporting.application;

import java.util.Set;

/** Runs the generations' topologies and brings their cells into the {@link CellStore}. All methods block. */
public interface GenerationRunner {

    /** Makes exactly these generations run in this process: starts what is missing, stops what is too much. */
    void run(Set<Integer> generations);

    /** Removes topics, consumer groups and local state of a generation that runs nowhere any more. */
    void remove(int generation);
}
