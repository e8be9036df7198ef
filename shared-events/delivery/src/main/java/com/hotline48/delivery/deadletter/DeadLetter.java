package com.hotline48.delivery.deadletter;

import java.time.Instant;
import java.util.Optional;

/**
 * A record that could not be handled, without its bytes.
 *
 * @param id {@code <topic>-<partition>-<offset>-<consumer>} of where it lay first
 * @param consumer who could not handle it
 * @param offset in {@code topic}, where it lay first
 * @param key the record's key; absent if it had none
 * @param type CloudEvents type, absent if it could not be read
 * @param sequence absent if it could not be read
 * @param reason code
 */
public record DeadLetter(
        String id,
        String consumer,
        String topic,
        int partition,
        long offset,
        Optional<String> key,
        Optional<String> type,
        Optional<Long> sequence,
        String reason,
        Instant diedAt,
        State state,
        Optional<Instant> resentAt) {

    /** {@code RESENT}: on its way to its consumer again, or handled; if it fails there, it is {@code DEAD} again. */
    public enum State {
        DEAD,
        RESENT
    }
}
