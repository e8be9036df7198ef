package com.hotline48.reporting.stream;

import java.io.File;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

import com.hotline48.delivery.streams.IntakeMetrics;
import com.hotline48.events.EventCatalogue;
import com.hotline48.events.EventCodec;
import com.hotline48.events.EventEnvelope;
import com.hotline48.events.centre.Centres;
import com.hotline48.reporting.domain.Cell;
import com.hotline48.reporting.domain.Counts;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** The processor with stores in memory, without a topology around it: fast, and what the stores hold can be chosen. */
final class TaskUnderTest {

    static final int PARTITION = 3;

    private final EventCodec codec = new EventCodec();
    private final MockProcessorContext<String, byte[]> context =
            new MockProcessorContext<>(new Properties(), new TaskId(0, PARTITION), new File("unused"));
    private final ComplaintFactsProcessor processor;
    private final Map<String, Counts> cells = new HashMap<>();
    private long offset;

    TaskUnderTest() {
        this(Map.of());
    }

    /** With cells as if they had been restored. */
    TaskUnderTest(Map<Cell, Counts> restored) {
        KeyValueStore<String, byte[]> store = addStore(ComplaintFactsProcessor.CELLS, Serdes.ByteArray());
        restored.forEach((cell, counts) -> store.put(CellRecord.cellKey(cell), Json.write(counts)));
        addStore(ComplaintFactsProcessor.FACTS, Serdes.ByteArray());
        addStore(ComplaintFactsProcessor.BLOCKED, Serdes.ByteArray());
        addStore(ComplaintFactsProcessor.POSITIONS, Serdes.Long());
        FakeProgress progress = new FakeProgress();
        processor = new ComplaintFactsProcessor(
                ReportingTopology.INPUTS,
                new EventTranslation(Centres.shipped()),
                progress,
                progress,
                IntakeMetrics.NONE,
                FactsMetrics.NONE,
                Duration.ofSeconds(1));
        processor.init(context);
    }

    void take(EventEnvelope<?> event) {
        context.setRecordMetadata(EventCatalogue.of(event.data()).topic(), PARTITION, offset++);
        processor.process(new Record<>(event.subject(), codec.encode(event), 0));
    }

    /** One flush; its cells replace those of before. */
    void flush() {
        context.resetForwards();
        context.scheduledPunctuators().get(0).getPunctuator().punctuate(0);
        context.forwarded(ComplaintFactsProcessor.CELLS_SINK).forEach(forward -> {
            CellRecord.CellCounts cell = (CellRecord.CellCounts)
                    CellRecord.decode(forward.record().key(), forward.record().value());
            if (cell.partition() != PARTITION) {
                throw new AssertionError("partition: " + cell.partition());
            }
            cells.put(CellRecord.cellKey(cell.cell()), cell.counts());
        });
    }

    /** Last flushed values by cell key. */
    Map<String, Counts> cells() {
        return cells;
    }

    private <V> KeyValueStore<String, V> addStore(String name, Serde<V> values) {
        KeyValueStore<String, V> store = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(name), Serdes.String(), values)
                .withLoggingDisabled()
                .build();
        store.init(context.getStateStoreContext(), store);
        context.addStateStore(store);
        return store;
    }
}
