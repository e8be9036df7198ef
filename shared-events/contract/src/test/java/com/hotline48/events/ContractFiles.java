package com.hotline48.events;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What the committed contract files have to say, derived from the event records. Run the tests with
 * {@code -Dcontract.write=true} to write them after a compatible change, then look at the diff.
 */
final class ContractFiles {

    static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    static final Path SCHEMAS = Path.of("src/main/resources/com/hotline48/schemas");
    static final Path EXAMPLES = Path.of("src/main/resources/com/hotline48/examples");
    static final Path RELEASED = Path.of("src/test/resources/released-schemas.json");

    private static final Instant HAPPENED = Instant.parse("2016-03-01T08:22:00Z");
    private static final Map<String, String> SAMPLE_TEXTS = Map.ofEntries(
            Map.entry("number", "BJ-160301-0042-7"),
            Map.entry("subtype", "天气预报"),
            Map.entry("fromSubtype", "天气预报"),
            Map.entry("toSubtype", "服务态度"),
            Map.entry("agent", "A1007"),
            Map.entry("customerRef", "qL3x0cGf5kYt8b1WvQm2d7hJr9nZs4uXeTaKpCiOyBE"),
            Map.entry("repeatOf", "tabcdefghijklmnopqrstuvwxy"),
            Map.entry("duplicateOf", "tabcdefghijklmnopqrstuvwxy"),
            Map.entry("earlier", "tabcdefghijklmnopqrstuvwxy"),
            Map.entry("department", "预报科"),
            Map.entry("formId", "tzyxwvutsrqponmlkjihgfedcb-f1"),
            Map.entry("taskId", "tzyxwvutsrqponmlkjihgfedcb-c1"),
            Map.entry("clockId", "COMPLAINT_ANSWER"),
            Map.entry("policyVersion", "complaint-48h.1"));

    private ContractFiles() {}

    static boolean writing() {
        return Boolean.getBoolean("contract.write");
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void write(Path file, String content) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, content, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String pretty(JsonNode node) {
        try {
            return JSON.writeValueAsString(node) + "\n";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** JSON Schema 2020-12 of an event's {@code data}. */
    static ObjectNode schema(EventCatalogue.Entry entry) {
        ObjectNode schema = JSON.createObjectNode()
                .put("$schema", "https://json-schema.org/draft/2020-12/schema")
                .put("$id", "urn:hotline48:schema:" + entry.type())
                .put("title", entry.dataClass().getSimpleName())
                .put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = schema.putArray("required");
        for (RecordComponent component : entry.dataClass().getRecordComponents()) {
            String name = jsonName(component);
            properties.set(name, property(valueType(component)));
            if (component.getType() != Optional.class) {
                required.add(name);
            }
        }
        return schema;
    }

    private static ObjectNode property(Class<?> type) {
        ObjectNode property = JSON.createObjectNode();
        if (type == Instant.class) {
            return property.put("type", "string").put("format", "date-time");
        }
        if (type == boolean.class) {
            return property.put("type", "boolean");
        }
        if (type == int.class || type == long.class) {
            return property.put("type", "integer");
        }
        property.put("type", "string");
        if (type.isEnum()) {
            ArrayNode values = property.putArray("enum");
            Arrays.stream(type.getEnumConstants()).forEach(value -> values.add(((Enum<?>) value).name()));
        } else if (type != String.class) {
            throw new IllegalStateException("no schema for " + type);
        }
        return property;
    }

    /** An example of each event with every optional value present. */
    static EventEnvelope<HotlineEvent> sample(EventCatalogue.Entry entry) {
        return EventEnvelope.of(
                source(entry.topic()),
                "tzyxwvutsrqponmlkjihgfedcb",
                7,
                "CN-BJ",
                HAPPENED.plusMillis(1_234),
                new Causality(
                        "0b7d2a5e-6f1c-4c39-9d0a-3e8f5b1c2d4e",
                        Optional.of("/services/ticket#tzyxwvutsrqponmlkjihgfedcb:6"),
                        Optional.of("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")),
                data(entry.dataClass()));
    }

    private static String source(String topic) {
        return switch (topic) {
            case Topics.TICKETS -> Sources.TICKET;
            case Topics.ROUTING -> Sources.ROUTING;
            case Topics.CALLBACKS -> Sources.CALLBACK;
            case Topics.SLA -> Sources.COMPLAINT_SLA;
            default -> throw new IllegalStateException(topic);
        };
    }

    private static HotlineEvent data(Class<? extends HotlineEvent> type) {
        RecordComponent[] components = type.getRecordComponents();
        try {
            return type.getDeclaredConstructor(Arrays.stream(components)
                            .map(RecordComponent::getType)
                            .toArray(Class<?>[]::new))
                    .newInstance(
                            Arrays.stream(components).map(ContractFiles::value).toArray());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object value(RecordComponent component) {
        Class<?> type = valueType(component);
        Object value;
        if (type == Instant.class) {
            value = component.getName().equals("dueAt") ? HAPPENED.plusSeconds(48 * 3600) : HAPPENED;
        } else if (type == boolean.class) {
            value = true;
        } else if (type == int.class) {
            value = 1;
        } else if (type.isEnum()) {
            value = type.getEnumConstants()[0];
        } else {
            value = SAMPLE_TEXTS.getOrDefault(component.getName(), "CODE_1");
        }
        return component.getType() == Optional.class ? Optional.of(value) : value;
    }

    private static Class<?> valueType(RecordComponent component) {
        Type type = component.getGenericType();
        return type instanceof ParameterizedType optional
                ? (Class<?>) optional.getActualTypeArguments()[0]
                : component.getType();
    }

    static String jsonName(RecordComponent component) {
        JsonProperty renamed = component.getAccessor().getAnnotation(JsonProperty.class);
        return renamed == null ? component.getName() : renamed.value();
    }
}
