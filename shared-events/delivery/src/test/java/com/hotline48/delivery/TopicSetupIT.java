package com.hotline48.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

class TopicSetupIT {

    private final DeliveryProperties properties = TestEngines.properties("topics");
    private final String topic = "topic-" + UUID.randomUUID();

    @Test
    void makesTopicsOnceAndAcceptsWhatIsThere() throws Exception {
        TestEngines.topics(properties, new TopicSpec(topic, 3, Map.of("retention.ms", "-1")));
        TestEngines.topics(properties, new TopicSpec(topic, 3, Map.of()));

        try (Admin admin = new KafkaClients(properties).admin("check")) {
            assertThat(admin.describeTopics(List.of(topic))
                            .allTopicNames()
                            .get()
                            .get(topic)
                            .partitions())
                    .hasSize(3);
        }
    }

    @Test
    void refusesToStartWithAnotherPartitionCount() {
        TestEngines.topics(properties, new TopicSpec(topic, 3, Map.of()));

        assertThatThrownBy(() -> TestEngines.topics(properties, new TopicSpec(topic, 4, Map.of())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(topic + " has 3 partitions (expected: 4)");
    }

    @Test
    void saysThatTheBrokerIsAway() {
        DeliveryProperties nowhere = new DeliveryProperties(
                "topics",
                "0",
                "127.0.0.1:1",
                properties.mongoUri(),
                null,
                4,
                1,
                true,
                properties.stateDir(),
                properties.outbox(),
                properties.listener(),
                properties.streams());
        try (Admin admin = new KafkaClients(nowhere).admin("away")) {
            TopicSetup setup =
                    new TopicSetup(admin, List.of(new TopicSpec(topic, 1, Map.of())), 1, Duration.ofMillis(1));

            assertThatThrownBy(setup::start).hasMessageContaining("is the broker reachable?");
        }
    }
}
