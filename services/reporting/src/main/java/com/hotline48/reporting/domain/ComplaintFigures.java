package com.hotline48.reporting.domain;

import java.util.Objects;

/** The complaint figures of a month and a scope, from its counts (domain.md §5). */
public record ComplaintFigures(Counts counts) {

    public ComplaintFigures {
        Objects.requireNonNull(counts, "counts");
    }

    /** Answered within the limit, of those whose limit runs no more (投诉回复及时率). */
    public Rate timelyRate() {
        return Rate.of(counts.met(), counts.met() + counts.overdue(), Rate.Reason.NO_DATA);
    }

    /** Repeats, of the complaints that are none (重复投诉率). */
    public Rate repeatComplaintRate() {
        return Rate.of(
                counts.repeats(),
                counts.complaints() - counts.repeats(),
                counts.complaints() == 0 ? Rate.Reason.NO_DATA : Rate.Reason.NOT_DEFINED);
    }
}
