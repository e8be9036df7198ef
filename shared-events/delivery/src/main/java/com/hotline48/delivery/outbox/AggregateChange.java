package com.hotline48.delivery.outbox;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import com.hotline48.events.Causality;
import com.hotline48.events.EventEnvelope;
import com.hotline48.events.HotlineEvent;
import org.bson.Document;

/**
 * What one decision changes: written in one atomic, version-guarded write of one document.
 *
 * @param state the whole new state
 * @param province ISO 3166-2 code that the events carry
 * @param causality why
 * @param recordedAt now, UTC
 * @param events facts to publish, in order; may be empty
 * @param command the request that it answers, if one did it
 * @param handled the foreign event that it takes in, if one did it
 */
public record AggregateChange(
        Document state,
        String province,
        Causality causality,
        Instant recordedAt,
        List<? extends HotlineEvent> events,
        Optional<HandledCommand> command,
        Optional<EventEnvelope<?>> handled) {
    public AggregateChange {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(province, "province");
        Objects.requireNonNull(causality, "causality");
        Objects.requireNonNull(recordedAt, "recordedAt");
        events = List.copyOf(events);
        Objects.requireNonNull(command, "command");
        Objects.requireNonNull(handled, "handled");
    }
}
