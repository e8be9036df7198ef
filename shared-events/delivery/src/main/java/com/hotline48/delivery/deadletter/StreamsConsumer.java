package com.hotline48.delivery.deadletter;

import java.util.List;
import java.util.Objects;

import com.hotline48.events.Topics;

/**
 * Declares (as a bean) that a topology takes in events under a consumer name: its dead-letter and resend topics are made
 * and its dead letters are kept with the service's others.
 *
 * @param consumer part of the names of the dead-letter and resend topics
 * @param topics what the topology reads with an {@link com.hotline48.delivery.streams.EventIntake}
 */
public record StreamsConsumer(String consumer, List<String> topics) {
    public StreamsConsumer {
        Objects.requireNonNull(consumer, "consumer");
        topics = List.copyOf(topics);
    }

    /** The topics that the topology's sink for dead letters writes, one per input topic. */
    public List<String> deadLetterTopics() {
        return topics.stream().map(topic -> Topics.deadLetters(topic, consumer)).toList();
    }

    /** The topics that the topology reads beside {@link #topics}. */
    public List<String> resendTopics() {
        return topics.stream().map(topic -> Topics.resend(topic, consumer)).toList();
    }
}
