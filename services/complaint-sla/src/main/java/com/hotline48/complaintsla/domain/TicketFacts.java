package com.hotline48.complaintsla.domain;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What is known of one ticket after its first {@code lastSequence} events. Instants are UTC, milliseconds.
 *
 * @param complaint whether it is filed as a complaint now
 * @param subtype code of the catalogue, absent = unclassified, matches no repeat
 * @param countsFrom start of the complaint's clock: acceptance, or the later instant at which the matter became a
 *     complaint; absent = never was one
 * @param steps answers and reopenings in the order of their events
 * @param voidedAt present while voided
 * @param reclassifiedAt when it was last filed under another type
 * @param satisfiedAt when it was closed by a satisfied customer
 * @param openSince recorded time of the event since which a complaint without a standing answer is open
 * @param passed the log was read beyond the due instant and no answer stood: unanswered in time until an answer says
 *     otherwise
 * @param lastSequence sequence of the last event in here
 */
public record TicketFacts(
        TicketIdentity identity,
        boolean complaint,
        Optional<String> subtype,
        Optional<Instant> countsFrom,
        List<Step> steps,
        Optional<Instant> voidedAt,
        Optional<Instant> reclassifiedAt,
        Optional<Instant> satisfiedAt,
        Instant openSince,
        boolean passed,
        long lastSequence) {

    public TicketFacts {
        Objects.requireNonNull(identity, "identity");
        Objects.requireNonNull(subtype, "subtype");
        countsFrom = millis(countsFrom);
        steps = List.copyOf(steps);
        voidedAt = millis(voidedAt);
        reclassifiedAt = millis(reclassifiedAt);
        satisfiedAt = millis(satisfiedAt);
        openSince = openSince.truncatedTo(ChronoUnit.MILLIS);
    }

    /** A ticket just accepted. */
    public static TicketFacts accepted(
            TicketIdentity identity, boolean complaint, Optional<String> subtype, long sequence, Instant recordedAt) {
        return new TicketFacts(
                identity,
                complaint,
                subtype,
                complaint ? Optional.of(identity.acceptedAt()) : Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                recordedAt,
                false,
                sequence);
    }

    /** These facts after one more event. */
    public TicketFacts with(TicketChange change, long sequence, Instant recordedAt) {
        TicketFacts changed = change.applyTo(this);
        boolean opened = !open() && changed.open();
        boolean sameGround = changed.answer().isEmpty() && changed.countsFrom.equals(countsFrom);
        return changed.noted(opened ? recordedAt : openSince, passed && sameGround, sequence);
    }

    /** These facts with the knowledge that the due instant passed without an answer. */
    public TicketFacts withPassed() {
        return noted(openSince, true, lastSequence);
    }

    /** Whether this counts as a complaint now. */
    public boolean counts() {
        return complaint && voidedAt.isEmpty();
    }

    /** A complaint that counts and waits for an answer. */
    public boolean open() {
        return counts() && answer().isEmpty();
    }

    /** The answer that stands. */
    public Optional<Instant> answer() {
        return Step.standingAnswer(steps);
    }

    /** The last reopening, if no answer followed it. */
    Optional<Instant> standingReopening() {
        return Step.last(steps)
                .filter(step -> step.kind() == Step.Kind.REOPENED)
                .map(Step::at);
    }

    TicketFacts stepped(Step step) {
        List<Step> more = new ArrayList<>(steps);
        more.add(step);
        return withSteps(more);
    }

    TicketFacts corrected(Instant answeredAt) {
        List<Step> corrected = new ArrayList<>(steps);
        for (int i = corrected.size() - 1; i >= 0; i--) {
            if (corrected.get(i).kind() == Step.Kind.ANSWERED) {
                corrected.set(i, new Step(Step.Kind.ANSWERED, answeredAt));
                break;
            }
        }
        return withSteps(corrected);
    }

    TicketFacts closed(Optional<Instant> satisfied) {
        return new TicketFacts(
                identity,
                complaint,
                subtype,
                countsFrom,
                steps,
                voidedAt,
                reclassifiedAt,
                satisfied,
                openSince,
                passed,
                lastSequence);
    }

    TicketFacts voided(Optional<Instant> at) {
        return new TicketFacts(
                identity,
                complaint,
                subtype,
                countsFrom,
                steps,
                at,
                reclassifiedAt,
                satisfiedAt,
                openSince,
                passed,
                lastSequence);
    }

    TicketFacts reclassified(boolean toComplaint, Optional<String> toSubtype, boolean misfiled, Instant at) {
        Optional<Instant> from = countsFrom;
        if (toComplaint && !complaint) {
            from = Optional.of(misfiled ? identity.acceptedAt() : at);
        }
        return new TicketFacts(
                identity,
                toComplaint,
                toSubtype,
                from,
                steps,
                voidedAt,
                Optional.of(at),
                satisfiedAt,
                openSince,
                passed,
                lastSequence);
    }

    private TicketFacts withSteps(List<Step> changed) {
        return new TicketFacts(
                identity,
                complaint,
                subtype,
                countsFrom,
                changed,
                voidedAt,
                reclassifiedAt,
                satisfiedAt,
                openSince,
                passed,
                lastSequence);
    }

    private TicketFacts noted(Instant since, boolean timePassed, long sequence) {
        return new TicketFacts(
                identity,
                complaint,
                subtype,
                countsFrom,
                steps,
                voidedAt,
                reclassifiedAt,
                satisfiedAt,
                since,
                timePassed,
                sequence);
    }

    private static Optional<Instant> millis(Optional<Instant> instant) {
        return instant.map(at -> at.truncatedTo(ChronoUnit.MILLIS));
    }
}
