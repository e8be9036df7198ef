package com.hotline48.delivery.listener;

import java.util.List;
import java.util.Objects;

/**
 * What a consumer listens to; each bean of this type gets a listener container.
 *
 * @param consumer name of the consumer: Kafka group id and part of its dead-letter topics' names
 * @param topics of {@link com.hotline48.events.Topics}
 * @param handler what is done with each event
 */
public record EventSubscription(String consumer, List<String> topics, EventHandler handler) {
    public EventSubscription {
        Objects.requireNonNull(consumer, "consumer");
        topics = List.copyOf(topics);
        Objects.requireNonNull(handler, "handler");
    }
}
