package com.hotline48.events;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;

/**
 * A fact with the CloudEvents 1.0 attributes that travel with it (architecture.md, How an event travels).
 *
 * @param id stable across re-publication, unique within {@code source}
 * @param source see {@link Sources}
 * @param subject id of the aggregate, for all topics of today the ticketId
 * @param recordedTime when the writing service stored it, UTC, milliseconds
 * @param sequence gapless per (source, subject), from 1; it orders, time does not
 * @param province ISO 3166-2 code of the accepting centre, e.g. {@code CN-GD}, or {@code CN}
 * @param correlationId what a user's request and everything it caused share
 * @param causationId id of the event that caused this one, absent when a request did
 * @param traceparent W3C trace context, absent when there was none
 * @param <T> the fact
 */
public record EventEnvelope<T extends HotlineEvent>(
        String id,
        String source,
        String subject,
        Instant recordedTime,
        long sequence,
        String province,
        String correlationId,
        Optional<String> causationId,
        Optional<String> traceparent,
        T data) {

    public EventEnvelope {
        requireText(id, "id");
        requireText(source, "source");
        requireText(subject, "subject");
        requireText(province, "province");
        requireText(correlationId, "correlationId");
        recordedTime = recordedTime.truncatedTo(ChronoUnit.MILLIS);
        Objects.requireNonNull(data, "data");
        if (sequence < 1) {
            throw new IllegalArgumentException("sequence: " + sequence + " (expected: >= 1)");
        }
    }

    /** The envelope of the {@code sequence}-th fact of {@code source} about {@code subject}; its id derives from these. */
    public static <T extends HotlineEvent> EventEnvelope<T> of(
            String source,
            String subject,
            long sequence,
            String province,
            Instant recordedTime,
            Causality causality,
            T data) {
        return new EventEnvelope<>(
                subject + ":" + sequence,
                source,
                subject,
                recordedTime,
                sequence,
                province,
                causality.correlationId(),
                causality.causationId(),
                causality.traceparent(),
                data);
    }

    /** When it happened (event time). */
    public Instant time() {
        return data.happenedAt();
    }

    /** The causality of whatever this event brings about. */
    public Causality causes() {
        return new Causality(correlationId, Optional.of(source + "#" + id), traceparent);
    }

    private static void requireText(String value, String name) {
        if (Objects.requireNonNull(value, name).isBlank()) {
            throw new IllegalArgumentException(name + ": blank");
        }
    }
}
