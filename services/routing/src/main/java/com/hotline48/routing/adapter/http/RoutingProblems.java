package com.hotline48.routing.adapter.http;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import com.hotline48.delivery.http.ProblemException;
import com.hotline48.delivery.http.ProblemException.FieldProblem;
import com.hotline48.routing.application.RoutingRejectedException;
import com.hotline48.routing.domain.RoutingRejection;
import org.springframework.http.HttpStatus;

/** What a refusal is as problem details (RFC 9457). */
final class RoutingProblems {

    private RoutingProblems() {}

    static ProblemException of(RoutingRejectedException refused) {
        RoutingRejection code = refused.rejection().code();
        Map<String, Object> members = new LinkedHashMap<>();
        refused.rejection().status().ifPresent(status -> members.put("state", status.name()));
        if (status(code) == HttpStatus.CONFLICT) {
            refused.version().ifPresent(version -> members.put("version", version));
        }
        return new ProblemException(
                status(code),
                code.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                refused.rejection().detail(),
                refused.rejection().violations().stream()
                        .map(wrong -> new FieldProblem(wrong.pointer(), wrong.detail()))
                        .toList(),
                members,
                Optional.empty());
    }

    static ProblemException unknownForm() {
        return new ProblemException(HttpStatus.NOT_FOUND, "unknown-form", "There is no form with this id.");
    }

    private static HttpStatus status(RoutingRejection code) {
        return switch (code) {
            case INVALID_REQUEST -> HttpStatus.BAD_REQUEST;
            case UNKNOWN_FORM -> HttpStatus.NOT_FOUND;
            case ILLEGAL_TRANSITION, FORM_FULL -> HttpStatus.CONFLICT;
            case IDEMPOTENCY_KEY_REUSED -> HttpStatus.UNPROCESSABLE_ENTITY;
        };
    }
}
