package com.hotline48.delivery.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.hotline48.delivery.http.ProblemException.FieldProblem;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;

/** Problem details (RFC 9457) with the headers that belong to them. */
record Problem(
        HttpStatusCode status,
        String code,
        String title,
        String detail,
        List<FieldProblem> errors,
        Map<String, Object> extensions,
        HttpHeaders headers) {

    static Problem of(ProblemException refusal) {
        HttpHeaders headers = new HttpHeaders();
        refusal.retryAfter()
                .ifPresent(wait -> headers.set(HttpHeaders.RETRY_AFTER, String.valueOf(Math.max(1, wait.toSeconds()))));
        return new Problem(
                refusal.status(),
                refusal.code(),
                refusal.status().getReasonPhrase(),
                Optional.ofNullable(refusal.getMessage()).orElse(""),
                refusal.errors(),
                refusal.extensions(),
                headers);
    }

    /** The members in the order in which they are written. */
    Map<String, Object> body(String correlationId) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "/problems/" + code);
        body.put("title", title);
        body.put("status", status.value());
        body.put("detail", detail);
        body.put("code", code);
        if (!errors.isEmpty()) {
            body.put("errors", errors);
        }
        extensions.forEach(body::putIfAbsent);
        body.put("correlationId", correlationId);
        return body;
    }
}
