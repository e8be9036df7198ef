package com.hotline48.ticket.domain;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A ticket's form as somebody sent it, not looked at yet.
 *
 * @param occurredAt when the contact was accepted, absent = now
 * @param repeatOf number or id of the earlier complaint that the agent names
 */
public record FormDraft(
        Optional<String> type,
        Optional<String> subtype,
        Optional<String> title,
        Optional<String> content,
        Optional<String> callerNumber,
        Optional<String> callerName,
        Optional<String> contactPhone,
        Optional<String> address,
        Optional<String> segment,
        Optional<String> province,
        Optional<String> agent,
        Optional<String> channel,
        Optional<String> originId,
        Map<String, String> elements,
        Optional<Instant> occurredAt,
        Optional<String> repeatOf) {

    public FormDraft {
        elements = Map.copyOf(elements);
    }

    @Override
    public String toString() {
        return "FormDraft[redacted]";
    }
}
