package com.hotline48.reporting.domain;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which generations of the figures exist. A rebuild makes the next one beside the serving one, stops the serving one
 * when the next is close, switches when the next has caught up, and then removes the one before. Each step is one
 * stored state, so that a restart goes on where it was.
 *
 * @param serving generation whose cells are read, from 1
 * @param building the next one; absent when no rebuild is on
 * @param stopped true when the serving one takes in nothing more, so that the next can overtake it for good
 * @param retiring the one before, to be removed; absent when that is done
 */
public record Generations(int serving, Optional<Integer> building, boolean stopped, Optional<Integer> retiring) {

    /** Of a new installation. */
    public static final Generations FIRST = new Generations(1, Optional.empty(), false, Optional.empty());

    public Generations {
        Objects.requireNonNull(building, "building");
        Objects.requireNonNull(retiring, "retiring");
        if (serving < 1) {
            throw new IllegalArgumentException("serving: " + serving + " (expected: >= 1)");
        }
        if (stopped && building.isEmpty()) {
            throw new IllegalArgumentException("stopped: true (expected: only while another one is built)");
        }
    }

    /** A rebuild begins; unchanged if one is on. */
    public Generations begun() {
        return building.isPresent() ? this : new Generations(serving, Optional.of(serving + 1), false, retiring);
    }

    /** The next one is close behind: the serving one is stopped. */
    public Generations servingStopped() {
        return new Generations(serving, building, true, retiring);
    }

    /** The next one has caught up and serves. */
    public Generations switched() {
        return new Generations(building.orElseThrow(), Optional.empty(), false, Optional.of(serving));
    }

    /** The one before is removed. */
    public Generations retired() {
        return new Generations(serving, building, stopped, Optional.empty());
    }

    /** The generations that must be running now. */
    public Set<Integer> running() {
        Set<Integer> running = new TreeSet<>();
        if (!stopped) {
            running.add(serving);
        }
        building.ifPresent(running::add);
        return running;
    }
}
