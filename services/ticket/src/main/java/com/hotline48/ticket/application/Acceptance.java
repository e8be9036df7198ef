package com.hotline48.ticket.application;

import java.util.Objects;
import java.util.Optional;

import com.hotline48.events.Code;
import com.hotline48.events.ticket.TicketType;

/**
 * What is kept of the request that made a ticket, so that a repeated one gets the first one's answer whatever has
 * happened to the ticket since.
 *
 * @param key its Idempotency-Key
 * @param fingerprint digest of its content
 */
public record Acceptance(String key, String fingerprint, TicketType type, Optional<Code> subtype, String title) {
    public Acceptance {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(fingerprint, "fingerprint");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(subtype, "subtype");
        Objects.requireNonNull(title, "title");
    }

    @Override
    public String toString() {
        return "Acceptance[redacted]";
    }
}
