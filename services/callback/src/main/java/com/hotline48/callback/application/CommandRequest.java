package com.hotline48.callback.application;

import java.util.Objects;

import com.hotline48.events.Causality;

/**
 * What comes with every command.
 *
 * @param key Idempotency-Key
 * @param fingerprint digest of the whole request
 */
public record CommandRequest(String key, String fingerprint, Causality causality) {
    public CommandRequest {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(fingerprint, "fingerprint");
        Objects.requireNonNull(causality, "causality");
    }
}
