package com.hotline48.ticket.application;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import com.hotline48.events.Causality;
import com.hotline48.ticket.domain.TicketId;

/**
 * Somebody wants a ticket changed.
 *
 * @param key its Idempotency-Key
 * @param fingerprint digest of the command as it was sent
 * @param expected versions of which the ticket must have one, absent = any
 */
public record ChangeRequest(
        TicketId id, String key, String fingerprint, Optional<Set<Long>> expected, Causality causality) {
    public ChangeRequest {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(fingerprint, "fingerprint");
        expected = expected.map(Set::copyOf);
        Objects.requireNonNull(causality, "causality");
    }
}
