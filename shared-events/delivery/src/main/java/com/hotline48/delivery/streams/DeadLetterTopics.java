package com.hotline48.delivery.streams;

import com.hotline48.delivery.deadletter.DeadLetterHeaders;
import com.hotline48.delivery.deadletter.DeadLetterHeaders.Origin;
import com.hotline48.events.Topics;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.TopicNameExtractor;

/**
 * Where the sink {@link EventIntake#DEAD_LETTERS} writes, for {@code Topology.addSink(name, extractor, …)}: the
 * dead-letter topic of the topic that a record lay in first.
 */
public final class DeadLetterTopics {

    private DeadLetterTopics() {}

    /** For a topology that takes events in as {@code consumer}. */
    public static TopicNameExtractor<String, byte[]> of(String consumer) {
        return (key, value, context) -> Topics.deadLetters(
                DeadLetterHeaders.origin(context.headers()).map(Origin::topic).orElseGet(context::topic), consumer);
    }

    /** Keys keep their partition number; a record without a key goes to the first. */
    public static StreamPartitioner<String, byte[]> partitioner() {
        return new StreamPartitioner<>() {
            @Override
            @Deprecated
            public Integer partition(String topic, String key, byte[] value, int partitions) {
                return key == null
                        ? 0
                        : org.apache.kafka.common.utils.Utils.toPositive(org.apache.kafka.common.utils.Utils.murmur2(
                                        key.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                                % partitions;
            }
        };
    }
}
