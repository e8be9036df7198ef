package com.hotline48.delivery.outbox;

import java.util.Objects;

/**
 * A command that an aggregate has carried out, remembered in its document for retries (the last 200).
 *
 * @param key scope and Idempotency-Key of the request
 * @param fingerprint digest of the request: another payload under the same key is refused
 * @param answer what the first request was answered, as the service's adapter encodes it; no personal data
 */
public record HandledCommand(String key, String fingerprint, String answer) {
    public HandledCommand {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(fingerprint, "fingerprint");
        Objects.requireNonNull(answer, "answer");
    }
}
