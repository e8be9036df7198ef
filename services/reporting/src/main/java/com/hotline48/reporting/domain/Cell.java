package com.hotline48.reporting.domain;

import java.time.YearMonth;
import java.util.Objects;

/**
 * Where a complaint counts (domain.md §5).
 *
 * @param month of its acceptance, in the accepting centre's zone
 * @param province ISO 3166-2 code of the accepting centre, e.g. {@code CN-GD}, or {@code CN}
 */
public record Cell(YearMonth month, String province) {
    public Cell {
        Objects.requireNonNull(month, "month");
        if (province.isBlank()) {
            throw new IllegalArgumentException("province: blank");
        }
    }
}
