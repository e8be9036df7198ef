package com.hotline48.complaintsla.domain;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A complaint as other complaints of the same customer see it: the whole fact, each version replacing the one before.
 *
 * @param number the larger one wins ties
 * @param province of the accepting centre
 * @param customerRef absent = unknown, matches nobody
 * @param subtype absent = unclassified, matches nobody
 * @param acceptedAt from when it counts as a complaint
 * @param dueAt last instant at which an answer is in time
 * @param steps answers and reopenings in order
 * @param satisfiedAt when a satisfied customer's complaint was closed
 * @param repeatOf ticketId that an agent declared it to repeat
 * @param counts false = voided or filed as something else by now
 * @param version sequence of the ticket's last event in here
 */
public record ComplaintFact(
        String ticketId,
        String number,
        String province,
        Optional<String> customerRef,
        Optional<String> subtype,
        Instant acceptedAt,
        Instant dueAt,
        List<Step> steps,
        Optional<Instant> satisfiedAt,
        Optional<String> repeatOf,
        boolean counts,
        long version) {

    public ComplaintFact {
        Objects.requireNonNull(ticketId, "ticketId");
        Objects.requireNonNull(number, "number");
        Objects.requireNonNull(province, "province");
        Objects.requireNonNull(customerRef, "customerRef");
        Objects.requireNonNull(subtype, "subtype");
        Objects.requireNonNull(acceptedAt, "acceptedAt");
        Objects.requireNonNull(dueAt, "dueAt");
        steps = List.copyOf(steps);
        Objects.requireNonNull(satisfiedAt, "satisfiedAt");
        Objects.requireNonNull(repeatOf, "repeatOf");
    }

    /** The fact that a ticket's facts make; empty if it never was a complaint. */
    public static Optional<ComplaintFact> of(TicketFacts facts, ClockPolicy policy) {
        TicketIdentity identity = facts.identity();
        return facts.countsFrom()
                .map(start -> new ComplaintFact(
                        identity.ticketId(),
                        identity.number(),
                        identity.province(),
                        identity.customerRef(),
                        facts.subtype(),
                        start,
                        policy.dueAt(start),
                        facts.steps(),
                        facts.satisfiedAt(),
                        identity.repeatOf(),
                        facts.counts(),
                        facts.lastSequence()));
    }

    /** Whether anything but the version differs. */
    public boolean saysOtherThan(ComplaintFact other) {
        return !equals(other.at(version));
    }

    /** Whether it can stand beside other complaints at all. */
    public boolean matchable() {
        return counts && customerRef.isPresent() && subtype.isPresent();
    }

    private ComplaintFact at(long otherVersion) {
        return new ComplaintFact(
                ticketId,
                number,
                province,
                customerRef,
                subtype,
                acceptedAt,
                dueAt,
                steps,
                satisfiedAt,
                repeatOf,
                counts,
                otherVersion);
    }
}
