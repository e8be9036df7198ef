package com.hotline48.complaintsla.application;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

import com.hotline48.complaintsla.domain.ClockState;
import com.hotline48.complaintsla.domain.RelationVerdict;

/**
 * A ticket as the view knows it.
 *
 * @param complaint whether the ticket is filed as a complaint now, absent = its acceptance was not seen yet
 * @param province ISO 3166-2 code of the accepting centre
 * @param clock absent = none announced; one per ticket at present
 */
public record TicketClocks(
        String ticketId,
        Optional<Boolean> complaint,
        String province,
        Optional<ClockView> clock,
        RelationVerdict relation) {

    public TicketClocks {
        Objects.requireNonNull(ticketId, "ticketId");
        Objects.requireNonNull(complaint, "complaint");
        Objects.requireNonNull(province, "province");
        Objects.requireNonNull(clock, "clock");
        Objects.requireNonNull(relation, "relation");
    }

    /** Whether it can be shown: its acceptance was seen, and a complaint's clock as well. */
    public boolean processed() {
        return clock.isPresent() || complaint.filter(is -> !is).isPresent();
    }

    /**
     * A clock as announced.
     *
     * @param answeredAt the answer that stands, also a late one
     * @param breachedAt the due instant, if it passed without an answer
     */
    public record ClockView(
            String clockId,
            String kind,
            Instant acceptedAt,
            Instant dueAt,
            ClockState state,
            Optional<Instant> answeredAt,
            Optional<Instant> breachedAt,
            Optional<Instant> cancelledAt) {

        /** Percent of the limit used up, one decimal, may exceed 100; stands still once answered or cancelled. */
        public double elapsedPercent(Instant now) {
            Instant until = answeredAt.or(() -> cancelledAt).orElse(now);
            double limit = Math.max(1, Duration.between(acceptedAt, dueAt).toMillis());
            double elapsed = Math.max(0, Duration.between(acceptedAt, until).toMillis());
            return Math.round(elapsed / limit * 1_000) / 10.0;
        }
    }
}
