package com.hotline48.replay.drive;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import java.util.function.Consumer;

import com.hotline48.events.DecodedEvent;
import com.hotline48.events.EventCodec;
import com.hotline48.events.EventEnvelope;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads topics from their beginning to the end that they have when reading starts. Belongs to one thread. */
public final class TopicReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);
    /** A topic that gives nothing for so long, while its end says otherwise, cannot be read. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final EventCodec codec = new EventCodec();

    /** @param committedOnly leaves out what transactions did not commit */
    public TopicReader(String bootstrap, boolean committedOnly) {
        Properties settings = new Properties();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, committedOnly ? "read_committed" : "read_uncommitted");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.EXCLUDE_INTERNAL_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 20_000);
        consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** All topics, those of the machinery included. */
    public Collection<String> topics() {
        return new TreeSet<>(consumer.listTopics().keySet());
    }

    /** Every record of a topic, partition by partition in order; a topic that is not there has none. */
    public void read(String topic, Consumer<ConsumerRecord<byte[], byte[]>> sink) {
        List<TopicPartition> partitions = Optional.ofNullable(
                        consumer.listTopics().get(topic))
                .stream()
                .flatMap(List::stream)
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        if (partitions.isEmpty()) {
            return;
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> open = new HashMap<>(consumer.endOffsets(partitions));
        long lastProgress = System.nanoTime();
        while (true) {
            open.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
            if (open.isEmpty()) {
                return;
            }
            var records = consumer.poll(POLL);
            if (!records.isEmpty()) {
                lastProgress = System.nanoTime();
            } else if (System.nanoTime() - lastProgress > PATIENCE.toNanos()) {
                throw new TimeoutException("topic " + topic + " gives nothing more before its end");
            }
            records.forEach(sink);
        }
    }

    /** The events of a topic; records of a type that this release does not know are left out. */
    public void readEvents(String topic, Consumer<EventEnvelope<?>> sink) {
        read(topic, record -> {
            if (record.value() != null && codec.decode(record.value()) instanceof DecodedEvent.Known known) {
                sink.accept(known.envelope());
            }
        });
    }

    @Override
    public void close() {
        consumer.close(Duration.ofSeconds(2));
    }
}
