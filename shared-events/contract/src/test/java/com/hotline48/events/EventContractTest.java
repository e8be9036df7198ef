package com.hotline48.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventContractTest {

    private final EventCodec codec = new EventCodec();

    static Stream<EventCatalogue.Entry> entries() {
        return EventCatalogue.entries().stream();
    }

    @ParameterizedTest
    @MethodSource("entries")
    void schemaFileSaysWhatTheRecordSays(EventCatalogue.Entry entry) {
        String expected = ContractFiles.pretty(ContractFiles.schema(entry));
        var file = ContractFiles.SCHEMAS.resolve(entry.type() + ".json");
        if (ContractFiles.writing()) {
            ContractFiles.write(file, expected);
        }
        assertThat(ContractFiles.read(file)).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("entries")
    void goldenExampleIsReadAndWrittenUnchanged(EventCatalogue.Entry entry) throws Exception {
        var file = ContractFiles.EXAMPLES.resolve(entry.type() + ".json");
        if (ContractFiles.writing()) {
            JsonNode example = ContractFiles.JSON.readTree(codec.encode(ContractFiles.sample(entry)));
            ContractFiles.write(file, ContractFiles.pretty(example));
        }
        byte[] golden = ContractFiles.read(file).getBytes(StandardCharsets.UTF_8);

        DecodedEvent decoded = codec.decode(golden);

        EventEnvelope<?> envelope = decoded.fold(known -> known, type -> {
            throw new AssertionError("unknown " + type);
        });
        assertThat(envelope).isEqualTo(ContractFiles.sample(entry));
        assertThat(ContractFiles.JSON.readTree(codec.encode(envelope))).isEqualTo(ContractFiles.JSON.readTree(golden));
    }

    @ParameterizedTest
    @MethodSource("entries")
    void goldenExampleFitsTheSchema(EventCatalogue.Entry entry) throws Exception {
        var schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(ContractFiles.read(ContractFiles.SCHEMAS.resolve(entry.type() + ".json")));
        JsonNode data = ContractFiles.JSON
                .readTree(ContractFiles.read(ContractFiles.EXAMPLES.resolve(entry.type() + ".json")))
                .get("data");

        assertThat(schema.validate(data)).isEmpty();
        ObjectNode broken = data.deepCopy();
        broken.remove(data.fieldNames().next());
        assertThat(schema.validate(broken))
                .as("a schema that refuses nothing is none")
                .isNotEmpty();
    }

    @Test
    void releasedSchemasAreOnlyChangedCompatibly() throws Exception {
        if (ContractFiles.writing()) {
            return;
        }
        JsonNode released = ContractFiles.JSON.readTree(ContractFiles.read(ContractFiles.RELEASED));
        for (var entry : released.properties()) {
            assertThat(EventCatalogue.byType(entry.getKey()))
                    .as("released type %s", entry.getKey())
                    .isPresent();
            JsonNode now =
                    ContractFiles.schema(EventCatalogue.byType(entry.getKey()).orElseThrow());
            assertThat(SchemaCompatibility.breaks(entry.getValue(), now))
                    .as(entry.getKey())
                    .isEmpty();
        }
    }

    @Test
    void compatibilityRefusesWhatWouldBreakReaders() {
        EventCatalogue.Entry entry =
                EventCatalogue.byType("hotline.ticket.ticket-accepted.v1").orElseThrow();
        ObjectNode released = ContractFiles.schema(entry);

        ObjectNode removed = released.deepCopy();
        ((ObjectNode) removed.get("properties")).remove("acceptedAt");
        ObjectNode retyped = released.deepCopy();
        ((ObjectNode) retyped.get("properties").get("number")).put("type", "integer");
        ObjectNode narrowed = released.deepCopy();
        ((ArrayNode) narrowed.get("properties").get("type").get("enum")).remove(0);
        ObjectNode demanding = released.deepCopy();
        ((ArrayNode) demanding.get("required")).add("customerRef");
        ObjectNode loosened = released.deepCopy();
        ((ArrayNode) loosened.get("required")).remove(0);
        ObjectNode grown = released.deepCopy();
        ((ObjectNode) grown.get("properties")).putObject("area").put("type", "string");

        for (ObjectNode breaking : List.of(removed, retyped, narrowed, demanding, loosened)) {
            assertThat(SchemaCompatibility.breaks(released, breaking)).isNotEmpty();
        }
        assertThat(SchemaCompatibility.breaks(released, grown)).isEmpty();
    }

    @Test
    void catalogueTypesAreUniqueAndNamedAsAgreed() {
        assertThat(EventCatalogue.entries())
                .extracting(EventCatalogue.Entry::type)
                .doesNotHaveDuplicates()
                .allMatch(type -> type.matches("hotline\\.[a-z]+(\\.[a-z]+(-[a-z]+)*)\\.v[0-9]+"));
    }

    @Test
    void unknownTypesAreToldApartFromBrokenOnes() {
        String unknown =
                """
                {"specversion":"1.0","id":"1","source":"/s","type":"hotline.weather.storm-came.v1","data":{}}""";

        assertThat(codec.decode(bytes(unknown)))
                .isEqualTo(new DecodedEvent.UnknownType("hotline.weather.storm-came.v1"));
        for (String broken : List.of(
                "",
                "no json",
                "[]",
                "{}",
                "{\"specversion\":\"1.0\"}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"hotline.ticket.ticket-closed.v1\"}",
                example("hotline.ticket.ticket-closed.v1").replace("0000000007", "seven"),
                example("hotline.ticket.ticket-closed.v1").replace("SATISFIED", "DELIGHTED"),
                example("hotline.ticket.ticket-closed.v1").replace("\"closedAt\"", "\"closed\""))) {
            assertThatThrownBy(() -> codec.decode(bytes(broken)))
                    .as(broken)
                    .isInstanceOf(MalformedEventException.class)
                    .hasMessageNotContaining("DELIGHTED");
        }
    }

    @Test
    void attributesAndFieldsOfLaterReleasesAreIgnored() {
        String grown = example("hotline.ticket.ticket-closed.v1")
                .replace("\"closedAt\"", "\"mood\" : \"fine\", \"closedAt\"")
                .replace("\"province\"", "\"region\" : \"north\", \"province\"");

        assertThat(codec.decode(bytes(grown))).isInstanceOf(DecodedEvent.Known.class);
    }

    private static String example(String type) {
        return ContractFiles.read(ContractFiles.EXAMPLES.resolve(type + ".json"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
