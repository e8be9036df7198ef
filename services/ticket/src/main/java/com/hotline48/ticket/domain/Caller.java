package com.hotline48.ticket.domain;

import java.util.Objects;
import java.util.Optional;

/**
 * Who called: personal data, which never leaves this service's store but by its API (domain.md §7).
 *
 * @param number the number that called, E.164
 * @param contactPhone where to reach the customer, E.164
 */
public record Caller(
        Optional<String> number, Optional<String> name, Optional<String> contactPhone, Optional<String> address) {

    public Caller {
        Objects.requireNonNull(number, "number");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(contactPhone, "contactPhone");
        Objects.requireNonNull(address, "address");
    }

    /** The phone number that identifies the customer: the one that called, else the one to call. */
    public Optional<String> identifyingNumber() {
        return number.or(() -> contactPhone);
    }

    @Override
    public String toString() {
        return "Caller[redacted]";
    }
}
