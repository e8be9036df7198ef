package com.hotline48.reporting.stream;

/** Counts what the facts' processor meets besides news. */
public interface FactsMetrics {

    /** An event that had been taken in before. */
    void duplicate();

    /** Events of a ticket are missing before this one: a defect somewhere, not waited for. */
    void gap();

    /** Counts nothing. */
    FactsMetrics NONE = new FactsMetrics() {
        @Override
        public void duplicate() {}

        @Override
        public void gap() {}
    };
}
