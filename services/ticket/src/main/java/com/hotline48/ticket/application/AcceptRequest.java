package com.hotline48.ticket.application;

import java.util.Objects;

import com.hotline48.events.Causality;
import com.hotline48.ticket.domain.FormDraft;

/**
 * Somebody wants a ticket made.
 *
 * @param key its Idempotency-Key
 * @param fingerprint digest of the content as it was sent
 */
public record AcceptRequest(FormDraft draft, String key, String fingerprint, Causality causality) {
    public AcceptRequest {
        Objects.requireNonNull(draft, "draft");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(fingerprint, "fingerprint");
        Objects.requireNonNull(causality, "causality");
    }
}
