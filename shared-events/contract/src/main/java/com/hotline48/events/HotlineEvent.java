package com.hotline48.events;

import java.time.Instant;

/**
 * A fact of the hotline, as the {@code data} of a CloudEvent: codes and ids only, no free text, no personal data
 * (domain.md §7). Instants are UTC with millisecond precision; absent values are left out of the JSON.
 */
public interface HotlineEvent {

    /** When it happened (event time), the envelope's {@code time}. */
    Instant happenedAt();
}
