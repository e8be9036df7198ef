package com.hotline48.delivery.deadletter;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** Kafka headers of dead letters: where a record came from and why it lies there. */
public final class DeadLetterHeaders {

    public static final String TOPIC = "dead-letter-topic";
    public static final String PARTITION = "dead-letter-partition";
    public static final String OFFSET = "dead-letter-offset";
    /** A reason code, without personal data. */
    public static final String REASON = "dead-letter-reason";

    private DeadLetterHeaders() {}

    /** Where a record lay first. */
    public record Origin(String topic, int partition, long offset) {}

    /** The origin that a dead or resent record carries, empty for any other. */
    public static Optional<Origin> origin(Headers headers) {
        Optional<String> topic = text(headers, TOPIC);
        Optional<String> partition = text(headers, PARTITION);
        Optional<String> offset = text(headers, OFFSET);
        if (topic.isEmpty() || partition.isEmpty() || offset.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new Origin(topic.get(), Integer.parseInt(partition.get()), Long.parseLong(offset.get())));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** The reason code, {@code UNKNOWN} if there is none. */
    public static String reason(Headers headers) {
        return text(headers, REASON).orElse("UNKNOWN");
    }

    /** Sets origin and reason in place of those that are there. */
    public static void write(Headers headers, Origin origin, String reason) {
        put(headers, TOPIC, origin.topic());
        put(headers, PARTITION, String.valueOf(origin.partition()));
        put(headers, OFFSET, String.valueOf(origin.offset()));
        put(headers, REASON, reason);
    }

    private static void put(Headers headers, String name, String value) {
        headers.remove(name);
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<String> text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null
                ? Optional.empty()
                : Optional.of(new String(header.value(), StandardCharsets.UTF_8));
    }
}
