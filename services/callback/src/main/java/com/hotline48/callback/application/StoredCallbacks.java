package com.hotline48.callback.application;

import java.util.Objects;

import com.hotline48.callback.domain.TicketCallbacks;
import com.hotline48.delivery.outbox.StoredAggregate;

/**
 * A ticket's callbacks as they were read.
 *
 * @param aggregate its document: version, handled commands and events
 */
public record StoredCallbacks(TicketCallbacks callbacks, StoredAggregate aggregate) {
    public StoredCallbacks {
        Objects.requireNonNull(callbacks, "callbacks");
        Objects.requireNonNull(aggregate, "aggregate");
    }
}
