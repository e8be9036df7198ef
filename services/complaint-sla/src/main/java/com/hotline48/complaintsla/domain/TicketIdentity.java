package com.hotline48.complaintsla.domain;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;

/**
 * What of a ticket never changes.
 *
 * @param number what is read out on the phone; the larger one wins ties (domain.md §5)
 * @param province ISO 3166-2 code of the accepting centre
 * @param customerRef keyed hash of the customer's number, absent = unknown, matches nobody
 * @param repeatOf ticketId of the earlier complaint that the agent named
 * @param acceptedAt event time, UTC, milliseconds
 */
public record TicketIdentity(
        String ticketId,
        String number,
        String province,
        Optional<String> customerRef,
        Optional<String> repeatOf,
        Instant acceptedAt) {

    public TicketIdentity {
        Objects.requireNonNull(ticketId, "ticketId");
        Objects.requireNonNull(number, "number");
        Objects.requireNonNull(province, "province");
        Objects.requireNonNull(customerRef, "customerRef");
        Objects.requireNonNull(repeatOf, "repeatOf");
        acceptedAt = acceptedAt.truncatedTo(ChronoUnit.MILLIS);
    }
}
