package com.hotline48.delivery.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

import com.hotline48.delivery.Events;
import com.hotline48.delivery.deadletter.DeadLetterHeaders;
import com.hotline48.events.EventCodec;
import com.hotline48.events.EventEnvelope;
import com.hotline48.events.Topics;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventIntakeTopologyTest {

    private static final byte[] BROKEN = "broken".getBytes(StandardCharsets.UTF_8);

    private final List<EventEnvelope<?>> taken = new ArrayList<>();
    private final TopologyTestDriver driver =
            new TopologyTestDriver(TestTopology.of("sla", taken::add), new Properties());
    private final TestInputTopic<String, byte[]> input =
            driver.createInputTopic(Topics.TICKETS, new StringSerializer(), new ByteArraySerializer());
    private final TestInputTopic<String, byte[]> resend = driver.createInputTopic(
            Topics.resend(Topics.TICKETS, "sla"), new StringSerializer(), new ByteArraySerializer());
    private final TestOutputTopic<String, byte[]> dead = driver.createOutputTopic(
            Topics.deadLetters(Topics.TICKETS, "sla"), new StringDeserializer(), new ByteArrayDeserializer());

    @AfterEach
    void close() {
        driver.close();
    }

    private static byte[] event(String key, int sequence) {
        return new EventCodec().encode(Events.event(key, sequence));
    }

    private List<Long> sequences() {
        return taken.stream().map(EventEnvelope::sequence).toList();
    }

    private static Headers origin(long offset) {
        Headers headers = new RecordHeaders();
        DeadLetterHeaders.write(headers, new DeadLetterHeaders.Origin(Topics.TICKETS, 0, offset), "MALFORMED");
        return headers;
    }

    private List<String> deadReasons() {
        return dead.readRecordsToList().stream()
                .map(record -> DeadLetterHeaders.reason(record.headers())
                        + DeadLetterHeaders.origin(record.headers())
                                .orElseThrow()
                                .offset())
                .toList();
    }

    @Test
    void passesEventsOnAndSkipsUnknownTypes() {
        input.pipeInput("a", event("a", 1));
        input.pipeInput(
                "a",
                new String(event("a", 2), StandardCharsets.UTF_8)
                        .replace("ticket-urged", "ticket-praised")
                        .getBytes(StandardCharsets.UTF_8));
        input.pipeInput("a", event("a", 3));

        assertThat(sequences()).containsExactly(1L, 3L);
        assertThat(dead.isEmpty()).isTrue();
    }

    @Test
    void divertsWhatIsMalformedAndWhatFollowsUnderItsKeyOnly() {
        input.pipeInput("a", event("a", 1));
        input.pipeInput("a", BROKEN);
        input.pipeInput("a", event("a", 3));
        input.pipeInput("b", event("b", 1));

        assertThat(taken.stream()
                        .map(event -> event.subject() + event.sequence())
                        .toList())
                .containsExactly("a1", "b1");
        assertThat(deadReasons()).containsExactly("MALFORMED1", "BLOCKED2");
    }

    @Test
    void theLastResentRecordLiftsTheBlock() {
        input.pipeInput("a", BROKEN);
        input.pipeInput("a", event("a", 2));
        input.pipeInput("a", event("a", 3));

        // A later release, or somebody's repair, makes the first one readable.
        resend.pipeInput(new TestRecord<>("a", event("a", 1), origin(0)));
        resend.pipeInput(new TestRecord<>("a", event("a", 2), origin(1)));
        input.pipeInput("a", event("a", 4));
        resend.pipeInput(new TestRecord<>("a", event("a", 3), origin(2)));
        resend.pipeInput(new TestRecord<>("a", event("a", 4), origin(3)));
        input.pipeInput("a", event("a", 5));

        assertThat(sequences()).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(deadReasons()).containsExactly("MALFORMED0", "BLOCKED1", "BLOCKED2", "BLOCKED3");
    }

    @Test
    void whatFollowsAResentRecordThatFailsAgainIsNotTriedBeforeIt() {
        input.pipeInput("a", BROKEN);
        input.pipeInput("a", event("a", 2));

        resend.pipeInput(new TestRecord<>("a", BROKEN, origin(0)));
        resend.pipeInput(new TestRecord<>("a", event("a", 2), origin(1)));

        assertThat(taken).isEmpty();
        assertThat(deadReasons()).containsExactly("MALFORMED0", "BLOCKED1", "MALFORMED0", "BLOCKED1");
        resend.pipeInput(new TestRecord<>("a", event("a", 1), origin(0)));
        resend.pipeInput(new TestRecord<>("a", event("a", 2), origin(1)));
        input.pipeInput("a", event("a", 3));
        assertThat(sequences()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void aRecordWithoutKeyOrValueBlocksNobody() {
        input.pipeInput((String) null, BROKEN);
        input.pipeInput("a", (byte[]) null);
        input.pipeInput("b", event("b", 1));

        assertThat(taken).hasSize(1);
        assertThat(deadReasons()).containsExactly("MALFORMED0", "MALFORMED1");
    }
}
