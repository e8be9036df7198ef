package com.hotline48.complaintsla.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import com.hotline48.complaintsla.domain.Announced;
import com.hotline48.complaintsla.domain.ClockTimer;
import com.hotline48.complaintsla.domain.ComplaintClock;
import com.hotline48.complaintsla.domain.ComplaintFact;
import com.hotline48.complaintsla.domain.Ground;
import com.hotline48.complaintsla.domain.Judged;
import com.hotline48.complaintsla.domain.TicketChange;
import com.hotline48.complaintsla.domain.TicketFacts;
import com.hotline48.complaintsla.stream.SlaTopology.Child;
import com.hotline48.complaintsla.stream.SlaTopology.LanePartitioner;
import com.hotline48.complaintsla.stream.SlaTopology.Store;
import com.hotline48.complaintsla.stream.StageMessage.FactChange;
import com.hotline48.complaintsla.stream.StageMessage.LaneMark;
import com.hotline48.delivery.logend.LogEnds;
import com.hotline48.delivery.mark.Marks;
import com.hotline48.delivery.streams.EventIntake;
import com.hotline48.delivery.streams.IntakeMetrics;
import com.hotline48.delivery.timer.DueTimers;
import com.hotline48.events.Causality;
import com.hotline48.events.EventCodec;
import com.hotline48.events.EventEnvelope;
import com.hotline48.events.Sources;
import com.hotline48.events.sla.SlaEvent;
import com.hotline48.events.ticket.TicketEvent;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the clocks of the tickets of one partition. Events decide by their own time; a timer fires only once everything
 * that the ticket service recorded up to its instant has been published and processed (architecture.md, Time).
 */
final class ClockProcessor implements Processor<String, byte[], String, byte[]> {

    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration MARK_INTERVAL = Duration.ofMillis(250);
    private static final byte[] EMPTY = new byte[0];

    private final TopologySettings settings;
    private final List<String> inputs;
    private final LogEnds ends;
    private final Marks marks;
    private final JudgementMetrics metrics;
    private final IntakeMetrics intakeMetrics;
    private final ComplaintClock clock;
    private final EventCodec codec = new EventCodec();

    private ProcessorContext<String, byte[]> context;
    private EventIntake intake;
    private KeyValueStore<String, byte[]> tickets;
    private KeyValueStore<String, byte[]> announcements;
    private KeyValueStore<String, Long> positions;
    private DueTimers timers;
    private DueTimers lateTimers;
    private Instant markedAt = Instant.MIN;
    private Instant markedUpTo = Instant.MIN;

    @SuppressWarnings("NullAway.Init") // set by init, which Streams calls first
    ClockProcessor(
            TopologySettings settings,
            List<String> inputs,
            LogEnds ends,
            Marks marks,
            JudgementMetrics metrics,
            IntakeMetrics intakeMetrics) {
        this.settings = settings;
        this.inputs = inputs;
        this.ends = ends;
        this.marks = marks;
        this.metrics = metrics;
        this.intakeMetrics = intakeMetrics;
        this.clock = new ComplaintClock(settings.policy(), settings.settle(), settings.lateSettle());
    }

    @Override
    public void init(ProcessorContext<String, byte[]> processorContext) {
        context = processorContext;
        tickets = context.getStateStore(Store.TICKETS);
        announcements = context.getStateStore(Store.ANNOUNCED);
        positions = context.getStateStore(Store.POSITIONS);
        KeyValueStore<Bytes, byte[]> regular = context.getStateStore(Store.TIMERS);
        timers = new DueTimers(regular);
        KeyValueStore<Bytes, byte[]> late = context.getStateStore(Store.LATE_TIMERS);
        lateTimers = new DueTimers(late);
        intake = new EventIntake(context, context.getStateStore(Store.BLOCKED), intakeMetrics);
        context.schedule(LOOK, PunctuationType.WALL_CLOCK_TIME, now -> look(Instant.ofEpochMilli(now)));
    }

    @Override
    public void process(Record<String, byte[]> record) {
        RecordMetadata from = context.recordMetadata().orElseThrow();
        positions.put(from.topic(), from.offset() + 1);
        boolean resent = !from.topic().equals(inputs.get(0));
        intake.take(record).ifPresent(event -> {
            if (event.data() instanceof TicketEvent) {
                take(event, (TicketEvent) event.data(), resent);
            }
        });
    }

    private void take(EventEnvelope<?> event, TicketEvent data, boolean resent) {
        Optional<StoredTicket> stored = ticket(event.subject());
        long last = stored.map(ticket -> ticket.facts().lastSequence()).orElse(0L);
        if (event.sequence() <= last) {
            metrics.duplicate();
            return;
        }
        if (event.sequence() > last + 1) {
            metrics.gap();
            if (resent) {
                // While a rebuild reads both topics, what was sent again can come before its turn in the history.
                return;
            }
        }
        TicketFacts facts;
        Ground ground;
        if (stored.isPresent()) {
            TicketChange change = TicketEvents.change(data);
            facts = stored.get().facts().with(change, event.sequence(), event.recordedTime());
            ground = Ground.event(change, event.recordedTime());
        } else {
            Optional<TicketFacts> accepted = TicketEvents.accepted(event);
            if (accepted.isEmpty()) {
                return;
            }
            facts = accepted.get();
            ground = Ground.recorded(event.recordedTime());
        }
        Announced announced = announced(event.subject());
        Judged judged = clock.judge(facts, announced, ground);
        keep(stored.flatMap(StoredTicket::timer), judged, announced, event.causes());
        tell(stored.flatMap(ticket -> complaint(ticket.facts())), judged.facts(), event.causes());
    }

    /** Stores the outcome and forwards what it announces. */
    private void keep(Optional<ClockTimer> timerBefore, Judged judged, Announced before, Causality cause) {
        TicketFacts facts = judged.facts();
        String ticketId = facts.identity().ticketId();
        if (!timerBefore.equals(judged.timer())) {
            timerBefore.ifPresent(timer -> timersOf(timer).remove(timer.fireAt(), ticketId));
            judged.timer().ifPresent(timer -> timersOf(timer).set(timer.fireAt(), ticketId, EMPTY));
        }
        tickets.put(ticketId, StateCodec.write(new StoredTicket(facts, cause, judged.timer())));
        if (judged.events().isEmpty()) {
            return;
        }
        announcements.put(ticketId, StateCodec.write(judged.announced()));
        long sequence = before.sequence();
        Instant now = now();
        for (SlaEvent event : judged.events()) {
            sequence++;
            byte[] value = codec.encode(EventEnvelope.of(
                    Sources.COMPLAINT_SLA, ticketId, sequence, facts.identity().province(), now, cause, event));
            context.forward(new Record<>(ticketId, value, now.toEpochMilli()), Child.CLOCK_EVENTS);
            metrics.announced(event);
        }
    }

    /** Forwards the complaint to its customer's task if it changed. */
    private void tell(Optional<ComplaintFact> before, TicketFacts facts, Causality cause) {
        complaint(facts)
                .filter(fact -> before.isEmpty() || fact.saysOtherThan(before.get()))
                .ifPresent(fact -> forwardStage(
                        // An unknown customer matches nobody, but his complaint may be declared a repeat.
                        fact.customerRef().orElse("ticket/" + fact.ticketId()),
                        StageMessage.of(new FactChange(fact, cause))));
    }

    private void look(Instant now) {
        Optional<Instant> read = readUpTo();
        if (read.isEmpty()) {
            return;
        }
        Instant readUpTo = read.get();
        metrics.readBehind(context.taskId().partition(), Duration.between(readUpTo, now));
        // An answer given in time may wait in the ticket service's outbox still: what was read is not all there is.
        Optional<Instant> published =
                marks.upTo(Sources.TICKET, readUpTo).map(upTo -> upTo.isAfter(readUpTo) ? readUpTo : upTo);
        published.ifPresent(upTo -> {
            fire(lateTimers, upTo, now);
            fire(timers, upTo, now);
        });
        if (readUpTo.isAfter(markedUpTo) && !now.isBefore(markedAt.plus(MARK_INTERVAL))) {
            markedUpTo = readUpTo;
            markedAt = now;
            mark(readUpTo, published);
        }
    }

    private Optional<Instant> readUpTo() {
        Instant least = Instant.MAX;
        for (String topic : inputs) {
            Long position = positions.get(topic);
            Optional<Instant> passed = ends.passed(
                    new TopicPartition(topic, context.taskId().partition()), position == null ? 0 : position);
            if (passed.isEmpty()) {
                return Optional.empty();
            }
            least = passed.get().isBefore(least) ? passed.get() : least;
        }
        return Optional.of(least);
    }

    private void fire(DueTimers due, Instant publishedUpTo, Instant now) {
        for (DueTimers.Due row : due.takeDue(publishedUpTo)) {
            Optional<StoredTicket> stored = ticket(row.id());
            Optional<ClockTimer> timer = stored.flatMap(StoredTicket::timer)
                    .filter(set -> set.fireAt().equals(row.at()));
            if (stored.isPresent() && timer.isPresent()) {
                fire(stored.get(), timer.get(), publishedUpTo, now);
            }
        }
    }

    /** Fires a timer and, at once, those of the same clock that are due as well. */
    private void fire(StoredTicket ticket, ClockTimer first, Instant publishedUpTo, Instant now) {
        String ticketId = ticket.facts().identity().ticketId();
        TicketFacts facts = ticket.facts();
        Announced announced = announced(ticketId);
        Optional<ClockTimer> next = Optional.of(first);
        while (next.isPresent() && !next.get().fireAt().isAfter(publishedUpTo)) {
            ClockTimer timer = next.get();
            Judged judged = clock.fire(facts, announced, timer, publishedUpTo);
            metrics.fired(Duration.between(timer.fireAt(), now).plus(settleOf(timer)));
            keep(Optional.of(timer), judged, announced, ticket.causality());
            facts = judged.facts();
            announced = judged.announced();
            next = judged.timer();
        }
    }

    private void mark(Instant readUpTo, Optional<Instant> published) {
        Optional<Instant> judgedUpTo = published.map(upTo -> Stream.of(
                        Optional.of(upTo),
                        timers.soonest().map(at -> at.minus(settings.settle())),
                        lateTimers.soonest().map(at -> at.minus(settings.lateSettle())))
                .flatMap(Optional::stream)
                .min(Instant::compareTo)
                .orElse(upTo));
        int lane = context.taskId().partition();
        StageMessage message = StageMessage.of(new LaneMark(lane, readUpTo, judgedUpTo));
        for (int partition = 0; partition < settings.lanes(); partition++) {
            forwardStage(LanePartitioner.markKey(partition), message);
        }
    }

    private void forwardStage(String key, StageMessage message) {
        context.forward(
                new Record<>(key, StateCodec.write(message), context.currentSystemTimeMs()), Child.COMPLAINT_FACTS);
    }

    private Optional<ComplaintFact> complaint(TicketFacts facts) {
        return ComplaintFact.of(facts, settings.policy());
    }

    private DueTimers timersOf(ClockTimer timer) {
        return timer.late() ? lateTimers : timers;
    }

    private Duration settleOf(ClockTimer timer) {
        return timer.late() ? Duration.ZERO : settings.settle();
    }

    private Optional<StoredTicket> ticket(String ticketId) {
        byte @Nullable [] row = tickets.get(ticketId);
        return row == null ? Optional.empty() : Optional.of(StateCodec.read(row, StoredTicket.class));
    }

    private Announced announced(String ticketId) {
        byte @Nullable [] row = announcements.get(ticketId);
        return row == null ? Announced.NOTHING : StateCodec.read(row, Announced.class);
    }

    private Instant now() {
        return Instant.ofEpochMilli(context.currentSystemTimeMs());
    }
}
