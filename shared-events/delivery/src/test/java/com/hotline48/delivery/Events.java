package com.hotline48.delivery;

import java.time.Instant;
import java.util.UUID;

import com.hotline48.events.Causality;
import com.hotline48.events.EventEnvelope;
import com.hotline48.events.Sources;
import com.hotline48.events.ticket.TicketEvent;

/** Events for tests. */
public final class Events {

    public static final Instant NOW = Instant.parse("2026-03-01T02:03:04.005Z");

    private Events() {}

    public static String subject() {
        return "t" + UUID.randomUUID().toString().replace("-", "").substring(0, 25);
    }

    public static TicketEvent fact(int n) {
        return new TicketEvent.TicketUrged(n, NOW);
    }

    public static EventEnvelope<TicketEvent> event(String subject, int sequence) {
        return EventEnvelope.of(
                Sources.TICKET, subject, sequence, "CN-BJ", NOW, Causality.ofRequest("test-test"), fact(sequence));
    }
}
