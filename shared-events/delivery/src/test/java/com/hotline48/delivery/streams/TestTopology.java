package com.hotline48.delivery.streams;

import java.util.function.Consumer;

import com.hotline48.events.EventEnvelope;
import com.hotline48.events.Topics;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** The shape of a topology that takes events in: counts them per key. */
final class TestTopology {

    private TestTopology() {}

    static Topology of(String consumer, Consumer<EventEnvelope<?>> taker) {
        Topology topology = new Topology();
        topology.addSource(
                "events",
                new StringDeserializer(),
                new ByteArrayDeserializer(),
                Topics.TICKETS,
                Topics.resend(Topics.TICKETS, consumer));
        topology.addProcessor("take", () -> new Take(taker), "events");
        topology.addStateStore(
                Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore("blocked"), Serdes.String(), Serdes.ByteArray()),
                "take");
        topology.addStateStore(
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore("counts"), Serdes.String(), Serdes.Long()),
                "take");
        topology.addSink(
                EventIntake.DEAD_LETTERS,
                DeadLetterTopics.of(consumer),
                new StringSerializer(),
                new ByteArraySerializer(),
                DeadLetterTopics.partitioner(),
                "take");
        return topology;
    }

    private static final class Take implements Processor<String, byte[], String, byte[]> {
        private final Consumer<EventEnvelope<?>> taker;
        private EventIntake intake;
        private KeyValueStore<String, Long> counts;

        Take(Consumer<EventEnvelope<?>> taker) {
            this.taker = taker;
        }

        @Override
        public void init(ProcessorContext<String, byte[]> context) {
            intake = new EventIntake(context, context.getStateStore("blocked"), IntakeMetrics.NONE);
            counts = context.getStateStore("counts");
        }

        @Override
        public void process(Record<String, byte[]> record) {
            intake.take(record).ifPresent(event -> {
                Long count = counts.get(event.subject());
                counts.put(event.subject(), count == null ? 1 : count + 1);
                taker.accept(event);
            });
        }
    }
}
