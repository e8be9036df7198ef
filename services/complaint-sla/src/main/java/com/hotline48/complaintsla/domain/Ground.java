package com.hotline48.complaintsla.domain;

import java.time.Instant;
import java.util.Objects;

import com.hotline48.events.sla.SlaEvent.JudgementWithdrawn.WithdrawalCause;

/**
 * Why a clock is judged just now.
 *
 * @param cause of a withdrawal, if there is one
 * @param withdrawnAt of a withdrawal
 * @param detectedAt of a breach
 */
public record Ground(WithdrawalCause cause, Instant withdrawnAt, Instant detectedAt) {

    public Ground {
        Objects.requireNonNull(cause, "cause");
        Objects.requireNonNull(withdrawnAt, "withdrawnAt");
        Objects.requireNonNull(detectedAt, "detectedAt");
    }

    /** An event says so. A breach that a reopening uncovers is detected at the reopening (domain.md §4). */
    public static Ground event(TicketChange change, Instant recordedAt) {
        return switch (change.withdrawalCause()) {
            case REOPENED -> new Ground(WithdrawalCause.REOPENED, change.at(), change.at());
            case CORRECTED -> new Ground(WithdrawalCause.CORRECTED, change.at(), recordedAt);
            case LATE_EVENT -> recorded(recordedAt);
        };
    }

    /** Something recorded at {@code at}, or time that passed until then, says so. */
    public static Ground recorded(Instant at) {
        return new Ground(WithdrawalCause.LATE_EVENT, at, at);
    }
}
