package com.hotline48.complaintsla.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

import com.hotline48.complaintsla.domain.ComplaintFact;
import com.hotline48.complaintsla.domain.RelationVerdict;
import com.hotline48.complaintsla.domain.RepeatRules;
import com.hotline48.complaintsla.stream.SlaTopology.Child;
import com.hotline48.complaintsla.stream.SlaTopology.Store;
import com.hotline48.complaintsla.stream.StageMessage.FactChange;
import com.hotline48.complaintsla.stream.StageMessage.LaneMark;
import com.hotline48.delivery.mark.Mark;
import com.hotline48.events.Causality;
import com.hotline48.events.EventCodec;
import com.hotline48.events.EventEnvelope;
import com.hotline48.events.Sources;
import com.hotline48.events.sla.SlaEvent.ComplaintRelationSet;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the complaints of the customers of one partition and announces how they stand to each other.
 *
 * <p>A task whose sets are empty (first start, rebuild) announces nothing until every lane of the stage before has read
 * its log up to the instant at which this one began: a verdict over half a set would be history or noise. Then it goes
 * once through all complaints and announces what lacks.
 */
final class RelationProcessor implements Processor<String, byte[], String, byte[]> {

    /** How far the clocks of two instances may be apart. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(1);

    private static final Duration LOOK = Duration.ofMillis(250);
    /** An unchanged mark is said again, since marks are kept for minutes only. */
    private static final Duration REPEAT_MARK = Duration.ofSeconds(5);
    /** Complaints looked at per call when a rebuild is over, so that a poll never takes long. */
    private static final int SETTLE_PER_CALL = 1_000;

    private static final String HOLD_UNTIL = "hold-until";

    private final TopologySettings settings;
    private final RepeatRules rules;
    private final JudgementMetrics metrics;
    private final EventCodec codec = new EventCodec();

    private ProcessorContext<String, byte[]> context;
    private KeyValueStore<String, byte[]> complaints;
    private ComplaintIndex index;
    private KeyValueStore<String, byte[]> announcements;
    private KeyValueStore<String, Long> lanes;
    private boolean looked;
    /** Where the walk through all complaints is; empty = it is not under way. */
    private Optional<String> settledTo = Optional.empty();

    private Instant published = Instant.MIN;
    private Instant publishedAt = Instant.MIN;

    @SuppressWarnings("NullAway.Init") // set by init, which Streams calls first
    RelationProcessor(TopologySettings settings, JudgementMetrics metrics) {
        this.settings = settings;
        this.rules = settings.rules();
        this.metrics = metrics;
    }

    @Override
    public void init(ProcessorContext<String, byte[]> processorContext) {
        context = processorContext;
        complaints = context.getStateStore(Store.COMPLAINTS);
        index = new ComplaintIndex(context.getStateStore(Store.COMPLAINT_INDEX), rules.window());
        announcements = context.getStateStore(Store.ANNOUNCED_RELATIONS);
        lanes = context.getStateStore(Store.LANES);
        context.schedule(LOOK, PunctuationType.WALL_CLOCK_TIME, now -> look(Instant.ofEpochMilli(now)));
    }

    @Override
    public void process(Record<String, byte[]> record) {
        holdIfFresh();
        StageMessage message = StateCodec.read(record.value(), StageMessage.class);
        message.fact().ifPresent(this::take);
        message.mark().ifPresent(this::take);
    }

    private void take(FactChange change) {
        ComplaintFact fact = change.fact();
        Optional<FactChange> before = complaint(fact.ticketId());
        if (before.filter(known -> known.fact().version() >= fact.version()).isPresent()) {
            return;
        }
        complaints.put(fact.ticketId(), StateCodec.write(change));
        before.ifPresent(known -> index.remove(known.fact()));
        index.put(fact);
        if (holding() && settledTo.isEmpty()) {
            return;
        }
        judge(change, change.causality());
        for (String ticketId : affected(before.map(FactChange::fact), fact)) {
            complaint(ticketId).ifPresent(later -> judge(later, change.causality()));
        }
    }

    /** Later complaints to which this one stands otherwise than before. */
    private Set<String> affected(Optional<ComplaintFact> before, ComplaintFact now) {
        Set<String> affected = new LinkedHashSet<>();
        boolean sameOrder =
                before.filter(old -> old.acceptedAt().equals(now.acceptedAt())).isPresent();
        index.laterThan(now, later -> {
            boolean sameStanding = before.filter(old -> rules.standing(old, later) == rules.standing(now, later))
                    .isPresent();
            if (!(sameOrder && sameStanding)) {
                affected.add(later.ticketId());
            }
        });
        before.ifPresent(old -> index.laterThan(old, later -> {
            if (!sameOrder || rules.standing(old, later) != rules.standing(now, later)) {
                affected.add(later.ticketId());
            }
        }));
        affected.remove(now.ticketId());
        return affected;
    }

    private void judge(FactChange subject, Causality cause) {
        ComplaintFact fact = subject.fact();
        RelationVerdict verdict = index.earlierThan(fact, earlier -> rules.verdict(fact, earlier));
        AnnouncedRelation announced = announced(fact.ticketId());
        if (verdict.equals(announced.verdict())) {
            return;
        }
        AnnouncedRelation next = new AnnouncedRelation(verdict, announced.sequence() + 1);
        announcements.put(fact.ticketId(), StateCodec.write(next));
        ComplaintRelationSet event =
                new ComplaintRelationSet(verdict.relation(), verdict.earlier(), verdict.cause(), fact.acceptedAt());
        Instant now = Instant.ofEpochMilli(context.currentSystemTimeMs());
        byte[] value = codec.encode(EventEnvelope.of(
                Sources.COMPLAINT_SLA_REPEATS, fact.ticketId(), next.sequence(), fact.province(), now, cause, event));
        context.forward(new Record<>(fact.ticketId(), value, now.toEpochMilli()), Child.RELATION_EVENTS);
        metrics.announced(event);
    }

    private void take(LaneMark mark) {
        raise(readKey(mark.lane()), mark.readUpTo());
        mark.judgedUpTo().ifPresent(upTo -> raise(judgedKey(mark.lane()), upTo));
    }

    private void raise(String key, Instant to) {
        Long before = lanes.get(key);
        if (before == null || before < to.toEpochMilli()) {
            lanes.put(key, to.toEpochMilli());
        }
    }

    private void look(Instant now) {
        holdIfFresh();
        if (holding()) {
            settle();
        }
        if (!holding()) {
            publish(now);
        }
    }

    /** Begins to hold back if nothing is known of any lane: the sets are as empty as the lanes. */
    private void holdIfFresh() {
        if (looked) {
            return;
        }
        looked = true;
        try (KeyValueIterator<String, Long> any = lanes.all()) {
            if (any.hasNext()) {
                return;
            }
        }
        lanes.put(HOLD_UNTIL, context.currentSystemTimeMs() + CLOCK_TOLERANCE.toMillis());
    }

    private boolean holding() {
        return lanes.get(HOLD_UNTIL) != null;
    }

    /** Once the lanes have caught up: announces what lacks, a part of all complaints per call. */
    private void settle() {
        Long until = lanes.get(HOLD_UNTIL);
        if (settledTo.isEmpty()) {
            Optional<Instant> read = leastLane(RelationProcessor::readKey);
            if (until == null || read.isEmpty() || read.get().toEpochMilli() < until) {
                return;
            }
            settledTo = Optional.of("");
        }
        Set<String> part = new LinkedHashSet<>();
        try (KeyValueIterator<String, byte[]> rows = complaints.range(settledTo.get(), null)) {
            while (rows.hasNext() && part.size() < SETTLE_PER_CALL) {
                KeyValue<String, byte[]> row = rows.next();
                part.add(row.key);
            }
        }
        for (String ticketId : part) {
            complaint(ticketId).ifPresent(change -> judge(change, change.causality()));
            // The least key after this one.
            settledTo = Optional.of(ticketId + '\0');
        }
        if (part.size() < SETTLE_PER_CALL) {
            settledTo = Optional.empty();
            lanes.delete(HOLD_UNTIL);
        }
    }

    private void publish(Instant now) {
        Optional<Instant> judged = leastLane(RelationProcessor::judgedKey);
        if (judged.isEmpty()) {
            return;
        }
        Instant upTo = judged.get();
        if (upTo.isAfter(published) || (upTo.equals(published) && !now.isBefore(publishedAt.plus(REPEAT_MARK)))) {
            published = upTo;
            publishedAt = now;
            Mark mark = new Mark(Sources.COMPLAINT_SLA, context.taskId().partition(), settings.lanes(), upTo);
            context.forward(new Record<>(mark.key(), mark.encode(), now.toEpochMilli()), Child.MARKS);
        }
    }

    private Optional<Instant> leastLane(java.util.function.IntFunction<String> key) {
        long least = Long.MAX_VALUE;
        for (int lane = 0; lane < settings.lanes(); lane++) {
            Long at = lanes.get(key.apply(lane));
            if (at == null) {
                return Optional.empty();
            }
            least = Math.min(least, at);
        }
        return Optional.of(Instant.ofEpochMilli(least));
    }

    private Optional<FactChange> complaint(String ticketId) {
        byte @Nullable [] row = complaints.get(ticketId);
        return row == null ? Optional.empty() : Optional.of(StateCodec.read(row, FactChange.class));
    }

    private AnnouncedRelation announced(String ticketId) {
        byte @Nullable [] row = announcements.get(ticketId);
        return row == null ? AnnouncedRelation.NOTHING : StateCodec.read(row, AnnouncedRelation.class);
    }

    private static String readKey(int lane) {
        return "read/" + lane;
    }

    private static String judgedKey(int lane) {
        return "judged/" + lane;
    }

    /**
     * What was announced of a complaint; it outlives a rebuild.
     *
     * @param sequence of the last event announced, 0 = none
     */
    record AnnouncedRelation(RelationVerdict verdict, long sequence) {
        static final AnnouncedRelation NOTHING = new AnnouncedRelation(RelationVerdict.NONE, 0);
    }
}
