package com.hotline48.delivery;

import java.util.Map;
import java.util.Objects;

/**
 * A topic that has to be there before anything reads or writes; declare one as a bean for a topic of the service's own.
 *
 * @param partitions at least 1; checked at every start, because Streams does not notice a mismatch
 * @param configs of Kafka's topic settings
 */
public record TopicSpec(String name, int partitions, Map<String, String> configs) {
    public TopicSpec {
        Objects.requireNonNull(name, "name");
        if (partitions < 1) {
            throw new IllegalArgumentException("partitions: " + partitions + " (expected: >= 1)");
        }
        configs = Map.copyOf(configs);
    }
}
