package com.hotline48.routing.application;

import java.util.Objects;

import com.hotline48.delivery.outbox.StoredAggregate;
import com.hotline48.routing.domain.TicketRouting;

/**
 * A ticket's routing as it was read.
 *
 * @param aggregate its document: version, handled commands and events
 */
public record StoredRouting(TicketRouting routing, StoredAggregate aggregate) {
    public StoredRouting {
        Objects.requireNonNull(routing, "routing");
        Objects.requireNonNull(aggregate, "aggregate");
    }
}
