package com.hotline48.reporting.domain;

import java.util.Objects;
import java.util.Optional;

/** Whose complaints a report counts: one centre's, or everybody's (the sum of the provinces' months). */
public record Scope(Optional<String> province) {

    private static final String NATIONAL_NAME = "NATIONAL";

    /** All centres together. */
    public static final Scope NATIONAL = new Scope(Optional.empty());

    public Scope {
        Objects.requireNonNull(province, "province");
    }

    /** One centre, by its ISO 3166-2 code. */
    public static Scope of(String province) {
        return new Scope(Optional.of(province));
    }

    /** The centre's code, or {@code NATIONAL}. */
    public String name() {
        return province.orElse(NATIONAL_NAME);
    }

    /** Whether a cell belongs to it. */
    public boolean covers(Cell cell) {
        return province.map(cell.province()::equals).orElse(true);
    }
}
