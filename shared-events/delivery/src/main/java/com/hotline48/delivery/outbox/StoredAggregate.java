package com.hotline48.delivery.outbox;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import com.hotline48.events.EventEnvelope;
import org.bson.Document;

/**
 * An aggregate as it was read from its document.
 *
 * @param version guards the next write, from 1
 * @param sequence sequence of its last event, 0 = none yet
 * @param state the service's own part
 * @param commands handled commands, oldest first
 * @param inbox last handled sequence by source and subject of foreign events
 */
public record StoredAggregate(
        String id,
        long version,
        long sequence,
        Document state,
        List<HandledCommand> commands,
        Map<String, Long> inbox) {

    public StoredAggregate {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(state, "state");
        commands = List.copyOf(commands);
        inbox = Map.copyOf(inbox);
    }

    /** The command that was carried out under a key. */
    public Optional<HandledCommand> command(String key) {
        return commands.stream().filter(command -> command.key().equals(key)).findFirst();
    }

    /** Whether this aggregate has already taken in an event (or a later one of the same source and subject). */
    public boolean hasHandled(EventEnvelope<?> event) {
        return inbox.getOrDefault(inboxKey(event), 0L) >= event.sequence();
    }

    /** Key of {@link #inbox}: source and subject, safe as a field name. */
    static String inboxKey(EventEnvelope<?> event) {
        return (event.source() + "|" + event.subject()).replace('.', '_').replace('$', '_');
    }
}
