package com.hotline48.events;

import java.util.Objects;
import java.util.Optional;

/**
 * Why something is recorded: the request or event behind it.
 *
 * @param correlationId shared by a user's request and everything it caused
 * @param causationId {@code source#id} of the causing event, absent when a request was the cause
 * @param traceparent W3C trace context of the cause, if there was one
 */
public record Causality(String correlationId, Optional<String> causationId, Optional<String> traceparent) {

    public Causality {
        Objects.requireNonNull(correlationId, "correlationId");
        Objects.requireNonNull(causationId, "causationId");
        Objects.requireNonNull(traceparent, "traceparent");
    }

    /** The causality of a request without a trace. */
    public static Causality ofRequest(String correlationId) {
        return new Causality(correlationId, Optional.empty(), Optional.empty());
    }
}
