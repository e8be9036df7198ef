package com.hotline48.reporting.application;

import java.time.Instant;
import java.time.YearMonth;
import java.util.Objects;

import com.hotline48.reporting.domain.ComplaintFigures;
import com.hotline48.reporting.domain.Scope;

/**
 * The complaint figures of a month.
 *
 * @param period month of acceptance, in each accepting centre's zone
 * @param asOf everything acknowledged before it is in; 1970-01-01 while nothing is known
 */
public record ComplaintReport(YearMonth period, Scope scope, Instant asOf, ComplaintFigures figures) {
    public ComplaintReport {
        Objects.requireNonNull(period, "period");
        Objects.requireNonNull(scope, "scope");
        Objects.requireNonNull(asOf, "asOf");
        Objects.requireNonNull(figures, "figures");
    }
}
