package com.hotline48.events;

import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonCloudEventData;
import io.cloudevents.jackson.JsonFormat;

/**
 * Events to and from CloudEvents 1.0 structured JSON ({@code application/cloudevents+json}): the same bytes on topics,
 * in dead letters and archives. Reading is tolerant: unknown attributes and fields are ignored.
 */
public final class EventCodec {

    /** The media type of {@link #encode}. */
    public static final String CONTENT_TYPE = JsonFormat.CONTENT_TYPE;

    private static final int SEQUENCE_DIGITS = 10;

    private static final ObjectMapper DATA = JsonMapper.builder()
            .addModules(new Jdk8Module(), new JavaTimeModule())
            .serializationInclusion(JsonInclude.Include.NON_ABSENT)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private final JsonFormat format = new JsonFormat();

    /** The structured JSON of an event. */
    public byte[] encode(EventEnvelope<?> envelope) {
        JsonNode data = DATA.valueToTree(envelope.data());
        CloudEventBuilder event = CloudEventBuilder.v1()
                .withId(envelope.id())
                .withSource(URI.create(envelope.source()))
                .withType(EventCatalogue.of(envelope.data()).type())
                .withSubject(envelope.subject())
                .withTime(envelope.time().atOffset(ZoneOffset.UTC))
                .withDataContentType("application/json")
                .withExtension("recordedtime", envelope.recordedTime().toString())
                .withExtension(
                        "sequence", String.format(Locale.ROOT, "%0" + SEQUENCE_DIGITS + "d", envelope.sequence()))
                .withExtension("province", envelope.province())
                .withExtension("correlationid", envelope.correlationId())
                .withData(JsonCloudEventData.wrap(data));
        envelope.causationId().ifPresent(id -> event.withExtension("causationid", id));
        envelope.traceparent().ifPresent(trace -> event.withExtension("traceparent", trace));
        return format.serialize(event.build());
    }

    /**
     * The event in a record's value.
     *
     * @throws MalformedEventException if the bytes are not an event of ours
     */
    public DecodedEvent decode(byte[] bytes) {
        CloudEvent event = read(bytes);
        return EventCatalogue.byType(event.getType())
                .<DecodedEvent>map(entry -> new DecodedEvent.Known(envelope(event, entry)))
                .orElseGet(() -> new DecodedEvent.UnknownType(event.getType()));
    }

    private CloudEvent read(byte[] bytes) {
        try {
            return format.deserialize(bytes);
        } catch (RuntimeException e) {
            // The SDK throws several kinds; their text may quote the payload, so only the kind goes on.
            throw new MalformedEventException(
                    "not a CloudEvent: " + e.getClass().getSimpleName());
        }
    }

    private static EventEnvelope<?> envelope(CloudEvent event, EventCatalogue.Entry entry) {
        try {
            return new EventEnvelope<>(
                    event.getId(),
                    event.getSource().toString(),
                    Optional.ofNullable(event.getSubject()).orElse(""),
                    Instant.parse(extension(event, "recordedtime").orElse("")),
                    Long.parseLong(extension(event, "sequence").orElse("")),
                    extension(event, "province").orElse(""),
                    extension(event, "correlationid").orElse(""),
                    extension(event, "causationid"),
                    extension(event, "traceparent"),
                    data(event.getData(), entry));
        } catch (JsonProcessingException e) {
            throw new MalformedEventException(
                    entry.type() + ": data does not fit, " + e.getClass().getSimpleName());
        } catch (IOException | RuntimeException e) {
            throw new MalformedEventException(entry.type() + ": an attribute is missing or wrong, "
                    + e.getClass().getSimpleName());
        }
    }

    private static HotlineEvent data(@org.jspecify.annotations.Nullable CloudEventData data, EventCatalogue.Entry entry)
            throws IOException {
        if (data == null) {
            throw new IllegalArgumentException("data: absent");
        }
        return data instanceof JsonCloudEventData json
                ? DATA.treeToValue(json.getNode(), entry.dataClass())
                : DATA.readValue(data.toBytes(), entry.dataClass());
    }

    private static Optional<String> extension(CloudEvent event, String name) {
        return Optional.ofNullable(event.getExtension(name)).map(Object::toString);
    }
}
