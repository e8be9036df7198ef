package com.hotline48.ticket.application;

import java.time.Instant;

import com.hotline48.ticket.domain.TicketId;
import reactor.core.publisher.Mono;

/** The Idempotency-Keys under which tickets were asked for; they are there before the ticket is. */
public interface CreationKeys {

    /** What became of claiming a key. */
    enum Claim {
        /** It was free. */
        FRESH,
        /** The same request had claimed it before. */
        SAME,
        /** Another request had claimed it before. */
        OTHER
    }

    /**
     * Claims a key for a request.
     *
     * @param fingerprint digest of the request
     */
    Mono<Claim> claim(String key, String fingerprint, TicketId id, Instant now);

    /** Gives a key back whose request was refused: refusals are not remembered. */
    Mono<Void> release(String key, String fingerprint);
}
