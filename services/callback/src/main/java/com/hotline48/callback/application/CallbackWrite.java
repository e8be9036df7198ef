package com.hotline48.callback.application;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import com.hotline48.callback.domain.TicketCallbacks;
import com.hotline48.delivery.outbox.HandledCommand;
import com.hotline48.events.Causality;
import com.hotline48.events.EventEnvelope;
import com.hotline48.events.callback.CallbackEvent;

/**
 * What one decision leaves behind, written at once.
 *
 * @param events to publish, in order; may be empty
 * @param recordedAt now
 * @param command the request that it answers, if one did it
 * @param handled the event that it takes in, if one did it
 */
public record CallbackWrite(
        TicketCallbacks callbacks,
        List<CallbackEvent> events,
        Causality causality,
        Instant recordedAt,
        Optional<HandledCommand> command,
        Optional<EventEnvelope<?>> handled) {
    public CallbackWrite {
        Objects.requireNonNull(callbacks, "callbacks");
        events = List.copyOf(events);
        Objects.requireNonNull(causality, "causality");
        Objects.requireNonNull(recordedAt, "recordedAt");
        Objects.requireNonNull(command, "command");
        Objects.requireNonNull(handled, "handled");
    }
}
