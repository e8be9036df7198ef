package com.hotline48.reporting.domain;

import java.util.Objects;
import java.util.Optional;

/**
 * A quotient that always shows what it was made of; never capped, never rounded (domain.md §5).
 *
 * @param reason why there is no value; present iff the denominator is 0
 */
public record Rate(long numerator, long denominator, Optional<Reason> reason) {

    /** Why a rate has no value. */
    public enum Reason {
        /** Nothing to divide by: no case of this kind yet. */
        NO_DATA,
        /** There are cases, but the formula has no value for them. */
        NOT_DEFINED
    }

    public Rate {
        Objects.requireNonNull(reason, "reason");
        if (reason.isPresent() != (denominator == 0)) {
            throw new IllegalArgumentException("reason: " + reason + " (expected: present iff the denominator is 0)");
        }
    }

    /** {@code numerator / denominator}; {@code otherwise} tells why there is no value if the denominator is 0. */
    public static Rate of(long numerator, long denominator, Reason otherwise) {
        return new Rate(numerator, denominator, denominator == 0 ? Optional.of(otherwise) : Optional.empty());
    }

    /** The quotient, empty if the denominator is 0. */
    public Optional<Double> value() {
        return denominator == 0 ? Optional.empty() : Optional.of((double) numerator / denominator);
    }
}
