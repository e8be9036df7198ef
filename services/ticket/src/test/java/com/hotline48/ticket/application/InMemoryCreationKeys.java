package com.hotline48.ticket.application;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import com.hotline48.ticket.domain.TicketId;
import reactor.core.publisher.Mono;

/** Creation keys in memory. */
final class InMemoryCreationKeys implements CreationKeys {

    final Map<String, String> fingerprints = new HashMap<>();

    @Override
    public Mono<Claim> claim(String key, String fingerprint, TicketId id, Instant now) {
        return Mono.fromSupplier(() -> {
            String before = fingerprints.putIfAbsent(key, fingerprint);
            return before == null ? Claim.FRESH : before.equals(fingerprint) ? Claim.SAME : Claim.OTHER;
        });
    }

    @Override
    public Mono<Void> release(String key, String fingerprint) {
        return Mono.fromRunnable(() -> fingerprints.remove(key, fingerprint));
    }
}
