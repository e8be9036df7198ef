package com.hotline48.ticket.application;

import com.hotline48.events.ticket.Channel;
import com.hotline48.events.ticket.TicketType;
import com.hotline48.ticket.domain.TicketRejection;
import io.micrometer.core.instrument.MeterRegistry;

/** The ticket service's own figures; all labels have few, fixed values. */
public final class TicketMetrics {

    /** Tickets accepted since the start; labels type, channel. In Prometheus: {@code hotline_ticket_accepted_total}. */
    public static final String ACCEPTED = "hotline.ticket.accepted";

    /** Accepted or reclassified with a subtype that the catalogue does not know; label type. */
    public static final String UNKNOWN_SUBTYPES = "hotline.ticket.unknown.subtypes";

    /** Refusals; label code, of {@link TicketRejection}. */
    public static final String REJECTED = "hotline.ticket.rejected";

    /** Foreign events that no longer fitted the ticket's state; no labels. */
    public static final String EVENTS_WITHOUT_EFFECT = "hotline.ticket.events.without.effect";

    private final MeterRegistry registry;

    public TicketMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void accepted(TicketType type, Channel channel) {
        registry.counter(ACCEPTED, "type", type.name(), "channel", channel.name())
                .increment();
    }

    void unknownSubtype(TicketType type) {
        registry.counter(UNKNOWN_SUBTYPES, "type", type.name()).increment();
    }

    void rejected(TicketRejectedException refusal) {
        registry.counter(REJECTED, "code", refusal.rejected().code().name()).increment();
    }

    void withoutEffect() {
        registry.counter(EVENTS_WITHOUT_EFFECT).increment();
    }
}
