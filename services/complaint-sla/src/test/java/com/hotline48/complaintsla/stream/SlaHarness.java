package com.hotline48.complaintsla.stream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

import com.hotline48.complaintsla.domain.ClockPolicy;
import com.hotline48.complaintsla.domain.RepeatRules;
import com.hotline48.delivery.mark.Mark;
import com.hotline48.delivery.streams.IntakeMetrics;
import com.hotline48.events.Causality;
import com.hotline48.events.DecodedEvent;
import com.hotline48.events.EventCodec;
import com.hotline48.events.EventEnvelope;
import com.hotline48.events.Sources;
import com.hotline48.events.Topics;
import com.hotline48.events.sla.SlaEvent;
import com.hotline48.events.sla.SlaEvent.ClockCancelled;
import com.hotline48.events.sla.SlaEvent.ClockStarted;
import com.hotline48.events.sla.SlaEvent.ComplaintRelationSet;
import com.hotline48.events.sla.SlaEvent.DeadlineBreached;
import com.hotline48.events.sla.SlaEvent.DeadlineMet;
import com.hotline48.events.sla.SlaEvent.DeadlineWarned;
import com.hotline48.events.sla.SlaEvent.JudgementWithdrawn;
import com.hotline48.events.ticket.Channel;
import com.hotline48.events.ticket.Segment;
import com.hotline48.events.ticket.TicketEvent;
import com.hotline48.events.ticket.TicketEvent.TicketAccepted;
import com.hotline48.events.ticket.TicketType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.springframework.util.FileSystemUtils;

/** The topology under a driver, with a clock and log ends that the test moves. */
final class SlaHarness implements AutoCloseable {

    static final String CONSUMER = "complaint-sla";
    static final Instant BEGIN = Instant.parse("2026-03-02T08:00:00Z");

    /** A record of the ticket topic, to be played again. */
    record Played(String key, byte[] value) {}

    private final FakeEnds ends = new FakeEnds();
    private final FakeMarks ticketMarks = new FakeMarks();
    private final EventCodec codec = new EventCodec();
    private final TopologyTestDriver driver;
    private final TestInputTopic<String, byte[]> tickets;
    private final TestInputTopic<String, byte[]> resend;
    private final TestOutputTopic<String, byte[]> sla;
    private final TestOutputTopic<String, byte[]> marks;
    private final TestOutputTopic<String, byte[]> dead;
    private final Map<String, Long> sequences = new HashMap<>();
    private final List<Played> log = new ArrayList<>();
    private final List<EventEnvelope<?>> announced = new ArrayList<>();
    private final Path stateDir;
    private Instant now;
    private long clock = -1;
    private long piped;
    private long resent;
    private long hidden;

    SlaHarness() {
        this(BEGIN);
    }

    SlaHarness(Instant begin) {
        now = begin;
        StreamsBuilder builder = new StreamsBuilder();
        new SlaTopology(
                        new TopologySettings(
                                CONSUMER,
                                1,
                                ClockPolicy.COMPLAINT,
                                RepeatRules.DEFAULT,
                                Duration.ofMillis(300),
                                Duration.ofMinutes(2)),
                        ends,
                        ticketMarks,
                        JudgementMetrics.NONE,
                        IntakeMetrics.NONE,
                        Stores::inMemoryKeyValueStore)
                .addTo(builder);
        Properties properties = new Properties();
        properties.put("application.id", "sla-test");
        properties.put("bootstrap.servers", "unused:1");
        stateDir = temporary();
        properties.put("state.dir", stateDir.toString());
        driver = new TopologyTestDriver(builder.build(), properties, begin);
        StringSerializer keys = new StringSerializer();
        ByteArraySerializer values = new ByteArraySerializer();
        tickets = driver.createInputTopic(Topics.TICKETS, keys, values);
        resend = driver.createInputTopic(Topics.resend(Topics.TICKETS, CONSUMER), keys, values);
        sla = output(Topics.SLA);
        marks = output(Topics.MARKS);
        dead = output(Topics.deadLetters(Topics.TICKETS, CONSUMER));
    }

    private TestOutputTopic<String, byte[]> output(String topic) {
        return driver.createOutputTopic(topic, new StringDeserializer(), new ByteArrayDeserializer());
    }

    Instant now() {
        return now;
    }

    /** Lets wall-clock time pass with the log's ends seen all the while. */
    SlaHarness advanceTo(Instant instant) {
        tick(instant, true);
        return this;
    }

    SlaHarness advance(Duration by) {
        return advanceTo(now.plus(by));
    }

    /** Lets wall-clock time pass while {@code unread} more records lie in the ticket topic than were processed. */
    SlaHarness advanceBehind(Duration by, long unread) {
        hidden = unread;
        tick(now.plus(by), true);
        hidden = 0;
        return this;
    }

    /** Lets wall-clock time pass while nobody can be asked where the log ends. */
    SlaHarness advanceBlind(Duration by) {
        tick(now.plus(by), false);
        return this;
    }

    private void tick(Instant to, boolean seen) {
        now = to.isAfter(now) ? to : now;
        if (seen) {
            ends.seen(Topics.TICKETS, piped + hidden, now);
            ends.seen(Topics.resend(Topics.TICKETS, CONSUMER), resent, now);
        }
        // The driver's clock is moved in two parts: the second stage hears of the first one's progress in between.
        Duration by = Duration.between(Instant.ofEpochMilli(clock), now);
        clock = now.toEpochMilli();
        driver.advanceWallClockTime(by);
        for (int i = 0; i < 4; i++) {
            driver.advanceWallClockTime(Duration.ofMillis(300));
            clock += 300;
        }
        now = Instant.ofEpochMilli(clock);
    }

    /** From now on the ticket service says that it has published up to {@code upTo}, however much is read. */
    SlaHarness ticketMarkAt(Instant upTo) {
        ticketMarks.standAt(upTo);
        return this;
    }

    /** The ticket service has said nothing of its progress yet. */
    SlaHarness ticketMarkUnknown() {
        ticketMarks.fallSilent();
        return this;
    }

    /** The ticket service's mark follows what is read, as it does from the start. */
    SlaHarness ticketMarkMoves() {
        ticketMarks.move();
        return this;
    }

    SlaHarness started() {
        fresh();
        // A task with empty sets holds back until the log is read up to its start.
        advance(Duration.ofSeconds(3));
        return this;
    }

    /** A task that holds back still. */
    SlaHarness fresh() {
        clock = now.toEpochMilli();
        return advanceBlind(Duration.ZERO);
    }

    SlaHarness accept(String id, TicketType type, Instant at, String customer, String subtype, String repeatOf) {
        return send(
                id,
                new TicketAccepted(
                        "BJ-" + id,
                        type,
                        Optional.ofNullable(subtype),
                        1,
                        Segment.STANDARD,
                        Channel.CALL,
                        at,
                        Optional.ofNullable(customer),
                        "1001",
                        Optional.ofNullable(repeatOf)));
    }

    SlaHarness complaint(String id, Instant at) {
        return accept(id, TicketType.COMPLAINT, at, "customer-" + id, "noise", null);
    }

    SlaHarness complaint(String id, Instant at, String customer) {
        return accept(id, TicketType.COMPLAINT, at, customer, "noise", null);
    }

    SlaHarness answer(String id, Instant at) {
        return send(id, new TicketEvent.TicketAnswered(at, TicketEvent.AnsweredBy.AGENT, Optional.empty()));
    }

    /** Writes the next event of a ticket, recorded now. */
    SlaHarness send(String id, TicketEvent event) {
        return pipe(id, encode(id, event));
    }

    byte[] encode(String id, TicketEvent event) {
        long sequence = sequences.merge(id, 1L, Long::sum);
        return codec.encode(EventEnvelope.of(
                Sources.TICKET, id, sequence, "CN-BJ", now, Causality.ofRequest("request-" + id), event));
    }

    SlaHarness pipe(String key, byte[] value) {
        log.add(new Played(key, value));
        return replay(key, value);
    }

    SlaHarness replay(String key, byte[] value) {
        tickets.pipeInput(key, value);
        piped++;
        return this;
    }

    SlaHarness resend(String key, byte[] value) {
        resend.pipeInput(key, value);
        resent++;
        return this;
    }

    List<Played> log() {
        return List.copyOf(log);
    }

    /** Everything announced so far, in order. */
    List<EventEnvelope<?>> announced() {
        for (byte[] value : sla.readValuesToList()) {
            announced.add(((DecodedEvent.Known) codec.decode(value)).envelope());
        }
        return List.copyOf(announced);
    }

    List<Mark> marks() {
        return marks.readValuesToList().stream().map(Mark::decode).toList();
    }

    List<KeyValue<String, byte[]>> deadLetters() {
        return dead.readKeyValuesToList();
    }

    /** What was announced of a ticket, in words. */
    List<String> story(String id) {
        return announced().stream()
                .filter(event -> event.subject().equals(id))
                .map(event -> words((SlaEvent) event.data()))
                .toList();
    }

    /** Where the clocks stand after all that was announced: ticketId → last word about its clock. */
    Map<String, String> clocks() {
        Map<String, String> state = new LinkedHashMap<>();
        for (EventEnvelope<?> event : announced()) {
            if (!(event.data() instanceof ComplaintRelationSet) && !(event.data() instanceof DeadlineWarned)) {
                state.put(event.subject(), words((SlaEvent) event.data()));
            }
        }
        return state;
    }

    /** Where the relations stand: ticketId → relation, without those that are NONE. */
    Map<String, ComplaintRelationSet> relations() {
        Map<String, ComplaintRelationSet> state = new HashMap<>();
        for (EventEnvelope<?> event : announced()) {
            if (event.data() instanceof ComplaintRelationSet relation) {
                if (relation.relation() == SlaEvent.Relation.NONE) {
                    state.remove(event.subject());
                } else {
                    state.put(event.subject(), relation);
                }
            }
        }
        return state;
    }

    private static String words(SlaEvent event) {
        if (event instanceof ClockStarted) {
            return "started";
        }
        if (event instanceof DeadlineWarned warned) {
            return "warned " + warned.level();
        }
        if (event instanceof DeadlineMet) {
            return "met";
        }
        if (event instanceof DeadlineBreached) {
            return "breached";
        }
        if (event instanceof JudgementWithdrawn withdrawn) {
            return "withdrawn " + withdrawn.judgement() + " " + withdrawn.cause();
        }
        if (event instanceof ClockCancelled cancelled) {
            return "cancelled " + cancelled.cause();
        }
        ComplaintRelationSet relation = (ComplaintRelationSet) event;
        return relation.relation()
                + relation.cause().map(cause -> " " + cause).orElse("")
                + relation.earlier().map(earlier -> " of " + earlier).orElse("");
    }

    /** Takes over what a rebuild keeps. */
    SlaHarness keeping(SlaHarness before) {
        for (String store : SlaTopology.KEPT_STORES) {
            KeyValueStore<String, byte[]> to = driver.getKeyValueStore(store);
            KeyValueStore<String, byte[]> from = before.driver.getKeyValueStore(store);
            try (KeyValueIterator<String, byte[]> rows = from.all()) {
                rows.forEachRemaining(row -> to.put(row.key, row.value));
            }
        }
        return this;
    }

    static byte[] garbage() {
        return "{\"no\":\"event\"}".getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        driver.close();
        FileSystemUtils.deleteRecursively(stateDir.toFile());
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("sla-harness");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
