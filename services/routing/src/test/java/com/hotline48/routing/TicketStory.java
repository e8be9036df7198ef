package com.hotline48.routing;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import com.hotline48.events.Causality;
import com.hotline48.events.EventEnvelope;
import com.hotline48.events.Sources;
import com.hotline48.events.Topics;
import com.hotline48.events.ticket.Channel;
import com.hotline48.events.ticket.Segment;
import com.hotline48.events.ticket.TicketEvent;
import com.hotline48.events.ticket.TicketType;
import com.hotline48.testkit.EventLog;

/** What the ticket service tells of one ticket. */
public final class TicketStory {

    public static final Instant START = Instant.parse("2016-03-01T08:00:00Z");

    private final EventLog log;
    private final String id =
            "t" + UUID.randomUUID().toString().replace("-", "").substring(0, 25);
    private long sequence;

    public TicketStory(EventLog log) {
        this.log = log;
    }

    /** The ticketId. */
    public String id() {
        return id;
    }

    /** Publishes the next fact. */
    public EventEnvelope<?> tell(TicketEvent fact) {
        EventEnvelope<?> event = EventEnvelope.of(
                Sources.TICKET,
                id,
                ++sequence,
                "CN-BJ",
                Instant.parse("2026-01-01T00:00:00Z"),
                Causality.ofRequest("story-" + id),
                fact);
        again(event);
        return event;
    }

    /** Publishes an event once more, as a relay may do. */
    public void again(EventEnvelope<?> event) {
        log.publish(Topics.TICKETS, event);
    }

    /** The ticket is accepted at {@link #START}. */
    public TicketStory accepted(TicketType type) {
        tell(new TicketEvent.TicketAccepted(
                "BJ-160301-0042-7",
                type,
                Optional.empty(),
                1,
                Segment.STANDARD,
                Channel.CALL,
                START,
                Optional.empty(),
                "A-7",
                Optional.empty()));
        return this;
    }

    /** It goes to a department; absent = by the rule table. */
    public EventEnvelope<?> dispatched(Optional<String> department, Instant at) {
        return tell(new TicketEvent.DispositionChosen(TicketEvent.Disposition.DISPATCHED, department, at));
    }
}
