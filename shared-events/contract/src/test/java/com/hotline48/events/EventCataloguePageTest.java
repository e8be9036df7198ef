package com.hotline48.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

/** Makes docs/events.md, and fails while the committed page differs from the catalogue. */
class EventCataloguePageTest {

    private static final Path PAGE = Path.of("../../docs/events.md");

    @Test
    void pageShowsTheCatalogue() {
        String expected = page();
        if (ContractFiles.writing()) {
            ContractFiles.write(PAGE, expected);
        }
        assertThat(ContractFiles.read(PAGE)).isEqualTo(expected);
    }

    private static String page() {
        StringBuilder page = new StringBuilder(
                """
                # Event catalogue

                Made from the event records by `EventCataloguePageTest` (`-Dcontract.write=true`); do not edit.

                Every event is a CloudEvent 1.0 in structured JSON (`application/cloudevents+json`), keyed by ticketId.
                Attributes: `id`, `source`, `type`, `subject` (ticketId), `time` (when it happened), and the extensions
                `recordedtime` (when it was stored), `sequence` (gapless per source and subject, zero-padded),
                `province`, `correlationid`, `causationid`, `traceparent`. Instants are UTC with milliseconds. Members
                marked `?` may be absent. Schemas and golden examples lie in
                `shared-events/contract/src/main/resources/com/hotline48/`.
                """);
        String topic = "";
        for (EventCatalogue.Entry entry : EventCatalogue.entries()) {
            if (!entry.topic().equals(topic)) {
                topic = entry.topic();
                page.append("\n## ").append(topic).append("\n\n| event | type | data |\n| --- | --- | --- |\n");
            }
            page.append("| ")
                    .append(entry.dataClass().getSimpleName())
                    .append(" | `")
                    .append(entry.type())
                    .append("` | ")
                    .append(Arrays.stream(entry.dataClass().getRecordComponents())
                            .map(EventCataloguePageTest::member)
                            .collect(Collectors.joining(", ")))
                    .append(" |\n");
        }
        return page.toString();
    }

    private static String member(RecordComponent component) {
        return ContractFiles.jsonName(component) + (component.getType() == Optional.class ? "?" : "");
    }
}
