package com.hotline48.reporting.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import com.hotline48.delivery.logend.LogEnds;
import com.hotline48.delivery.mark.Marks;
import com.hotline48.delivery.streams.EventIntake;
import com.hotline48.delivery.streams.IntakeMetrics;
import com.hotline48.events.EventEnvelope;
import com.hotline48.events.Sources;
import com.hotline48.reporting.domain.Change;
import com.hotline48.reporting.domain.ComplaintFacts;
import com.hotline48.reporting.domain.Contribution;
import com.hotline48.reporting.domain.Counts;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the facts of the partition's tickets and this partition's share of each cell. Every flush forwards the absolute
 * values of the cells that changed, then how far they go.
 */
final class ComplaintFactsProcessor implements Processor<String, byte[], String, byte[]> {

    static final String FACTS = "facts";
    static final String CELLS = "cells";
    static final String POSITIONS = "positions";
    static final String BLOCKED = "blocked";

    /** Name of the child that writes the cells topic. */
    static final String CELLS_SINK = "cells-sink";

    /** Key in the positions store; no topic has this name. */
    private static final String AS_OF = "as-of";

    private final List<String> inputs;
    private final EventTranslation translation;
    private final LogEnds ends;
    private final Marks marks;
    private final IntakeMetrics intakeMetrics;
    private final FactsMetrics metrics;
    private final Duration flushInterval;

    private final Set<String> dirty = new TreeSet<>();
    private @Nullable Task task;

    /** What a task has once it is assigned. */
    private record Task(
            ProcessorContext<String, byte[]> context,
            KeyValueStore<String, byte[]> facts,
            KeyValueStore<String, byte[]> cells,
            KeyValueStore<String, Long> positions,
            EventIntake intake) {
        int partition() {
            return context.taskId().partition();
        }
    }

    /** @param inputs the history topics whose end tells how far the cells go */
    ComplaintFactsProcessor(
            List<String> inputs,
            EventTranslation translation,
            LogEnds ends,
            Marks marks,
            IntakeMetrics intakeMetrics,
            FactsMetrics metrics,
            Duration flushInterval) {
        this.inputs = List.copyOf(inputs);
        this.translation = translation;
        this.ends = ends;
        this.marks = marks;
        this.intakeMetrics = intakeMetrics;
        this.metrics = metrics;
        this.flushInterval = flushInterval;
    }

    @Override
    public void init(ProcessorContext<String, byte[]> context) {
        KeyValueStore<String, byte[]> blocked = context.getStateStore(BLOCKED);
        KeyValueStore<String, byte[]> cells = context.getStateStore(CELLS);
        task = new Task(
                context,
                context.getStateStore(FACTS),
                cells,
                context.getStateStore(POSITIONS),
                new EventIntake(context, blocked, intakeMetrics));
        // What had changed but was not flushed before the last end is not known any more: all cells go out again. They
        // are few (months times provinces), and absolute values may be repeated.
        dirty.clear();
        try (KeyValueIterator<String, byte[]> all = cells.all()) {
            all.forEachRemaining(row -> dirty.add(row.key));
        }
        context.schedule(flushInterval, PunctuationType.WALL_CLOCK_TIME, now -> flush(now));
    }

    @Override
    public void process(Record<String, byte[]> record) {
        Task here = task();
        here.intake().take(record).ifPresent(event -> {
            if (event.subject().equals(record.key())) {
                apply(here, event);
            } else {
                // Its ticket may lie in another partition, where it would be counted a second time.
                here.intake().refuse(record, "KEY_IS_NOT_SUBJECT");
            }
        });
        here.context().recordMetadata().ifPresent(metadata -> here.positions()
                .put(metadata.topic(), metadata.offset() + 1));
    }

    private void apply(Task here, EventEnvelope<?> event) {
        Optional<Change> change = translation.change(event);
        if (change.isEmpty()) {
            return;
        }
        byte[] stored = here.facts().get(event.subject());
        ComplaintFacts before = stored == null ? ComplaintFacts.NONE : Json.read(stored, ComplaintFacts.class);
        ComplaintFacts after = before.take(event.sequence(), change.get());
        if (after.equals(before)) {
            metrics.duplicate();
            return;
        }
        if (event.sequence() > before.lastSequence(change.get()) + 1) {
            metrics.gap();
        }
        here.facts().put(event.subject(), Json.write(after));
        Optional<Contribution> old = before.contribution();
        Optional<Contribution> now = after.contribution();
        if (!old.equals(now)) {
            old.ifPresent(contribution -> add(here, contribution, Counts.ZERO.minus(contribution.counts())));
            now.ifPresent(contribution -> add(here, contribution, contribution.counts()));
        }
    }

    private void add(Task here, Contribution where, Counts counts) {
        String key = CellRecord.cellKey(where.cell());
        here.cells().put(key, Json.write(cell(here, key).plus(counts)));
        dirty.add(key);
    }

    private void flush(long wallClockMillis) {
        Task here = task();
        // Before the cells: what is said of the progress must hold for what is forwarded, and nothing is processed
        // between here and the end of this method.
        Optional<Instant> asOf = progress(here);
        for (String key : dirty) {
            forward(
                    here,
                    new CellRecord.CellCounts(here.partition(), CellRecord.cellOf(key), cell(here, key)),
                    wallClockMillis);
        }
        dirty.clear();
        asOf.filter(instant -> instant.toEpochMilli() > position(here, AS_OF)).ifPresent(instant -> {
            here.positions().put(AS_OF, instant.toEpochMilli());
            forward(here, new CellRecord.Progress(here.partition(), instant), wallClockMillis);
        });
    }

    /**
     * Up to when everything that was acknowledged is in the cells: what the marks say that were seen no later than W,
     * the latest instant such that everything that lay in this task's inputs then has been processed.
     */
    private Optional<Instant> progress(Task here) {
        List<Optional<Instant>> passed = new ArrayList<>();
        for (String topic : inputs) {
            passed.add(ends.passed(new TopicPartition(topic, here.partition()), position(here, topic)));
        }
        return earliest(passed)
                .flatMap(w -> earliest(List.of(marks.upTo(Sources.TICKET, w), marks.upTo(Sources.COMPLAINT_SLA, w))));
    }

    private static Optional<Instant> earliest(List<Optional<Instant>> instants) {
        return instants.stream().allMatch(Optional::isPresent)
                ? instants.stream().flatMap(Optional::stream).min(Instant::compareTo)
                : Optional.empty();
    }

    private static Counts cell(Task here, String key) {
        byte[] stored = here.cells().get(key);
        return stored == null ? Counts.ZERO : Json.read(stored, Counts.class);
    }

    private static long position(Task here, String name) {
        Long stored = here.positions().get(name);
        return stored == null ? 0 : stored;
    }

    private static void forward(Task here, CellRecord cell, long timestamp) {
        here.context().forward(new Record<>(cell.key(), cell.encode(), timestamp), CELLS_SINK);
    }

    private Task task() {
        return Objects.requireNonNull(task, "not initialised");
    }
}
