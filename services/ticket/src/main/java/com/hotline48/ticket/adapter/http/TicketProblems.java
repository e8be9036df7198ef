package com.hotline48.ticket.adapter.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import com.hotline48.delivery.http.ProblemException;
import com.hotline48.delivery.http.ProblemException.FieldProblem;
import com.hotline48.ticket.application.TicketRejectedException;
import com.hotline48.ticket.domain.Decision;
import com.hotline48.ticket.domain.TicketRejection;
import com.hotline48.ticket.domain.Violation;
import org.springframework.http.HttpStatus;

/** What clients are told of the service's refusals (RFC 9457): status and {@code type} per code, here and nowhere else. */
final class TicketProblems {

    private TicketProblems() {}

    static ProblemException of(TicketRejectedException refusal) {
        Decision.Rejected rejected = refusal.rejected();
        Map<String, Object> extensions = new TreeMap<>();
        refusal.version().ifPresent(version -> extensions.put("version", version));
        refusal.status().ifPresent(status -> extensions.put("state", status.name()));
        return new ProblemException(
                statusOf(rejected.code()),
                typeOf(rejected.code()),
                rejected.detail(),
                rejected.violations().stream()
                        .map(violation -> new FieldProblem(violation.pointer(), violation.detail()))
                        .toList(),
                extensions,
                Optional.empty());
    }

    static ProblemException invalid(List<Violation> violations) {
        return of(new TicketRejectedException(Decision.Rejected.invalid(violations), Optional.empty()));
    }

    private static HttpStatus statusOf(TicketRejection code) {
        return switch (code) {
            case INVALID_REQUEST -> HttpStatus.BAD_REQUEST;
            case WRONG_DUPLICATE, WRONG_REPEAT, IDEMPOTENCY_KEY_REUSED -> HttpStatus.UNPROCESSABLE_ENTITY;
            // Who loses a race is told the same, whether the other's write was seen before or after the comparison.
            case ILLEGAL_TRANSITION, HISTORY_FULL, ORIGIN_CONFLICT, CONCURRENT_CHANGE, VERSION_MISMATCH ->
                HttpStatus.CONFLICT;
            case UNKNOWN_TICKET -> HttpStatus.NOT_FOUND;
        };
    }

    private static String typeOf(TicketRejection code) {
        return switch (code) {
            case INVALID_REQUEST -> "invalid-request";
            case WRONG_DUPLICATE -> "wrong-duplicate";
            case WRONG_REPEAT -> "wrong-repeat";
            case IDEMPOTENCY_KEY_REUSED -> "idempotency-key-reused";
            case ILLEGAL_TRANSITION -> "illegal-transition";
            case HISTORY_FULL -> "history-full";
            case ORIGIN_CONFLICT -> "origin-conflict";
            case CONCURRENT_CHANGE -> "stale-version";
            case UNKNOWN_TICKET -> "unknown-ticket";
            case VERSION_MISMATCH -> "version-mismatch";
        };
    }
}
