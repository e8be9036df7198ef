package com.hotline48.delivery.logend;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.junit.jupiter.api.Test;

class KafkaLogEndsTest {

    private static final String TOPIC = "things";
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);
    private static final Duration STEP = Duration.ofMillis(500);
    private static final LogEndsSettings SETTINGS = new LogEndsSettings(
            Duration.ofMillis(200), Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(5));

    private Instant now = Instant.parse("2026-03-01T00:00:00Z");
    private Duration answerTakes = Duration.ofMillis(2);

    private final KafkaLogEnds ends = new KafkaLogEnds(
            admin(),
            () -> {
                throw new AssertionError("nothing is transactional here");
            },
            Set.of(TOPIC),
            Set.of(),
            clock(),
            new SimpleMeterRegistry(),
            SETTINGS);

    private Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
    }

    private Admin admin() {
        return (Admin) Proxy.newProxyInstance(
                Admin.class.getClassLoader(), new Class<?>[] {Admin.class}, (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "describeTopics":
                            return described();
                        case "listOffsets":
                            now = now.plus(answerTakes);
                            return listed((Map<?, ?>) arguments[0]);
                        default:
                            throw new UnsupportedOperationException(method.getName());
                    }
                });
    }

    private static DescribeTopicsResult described() {
        Node node = new Node(0, "127.0.0.1", 1);
        TopicDescription topic = new TopicDescription(
                TOPIC, false, List.of(new TopicPartitionInfo(0, node, List.of(node), List.of(node))));
        return new DescribeTopicsResult(null, Map.of(TOPIC, KafkaFuture.completedFuture(topic))) {};
    }

    private static ListOffsetsResult listed(Map<?, ?> question) {
        Map<TopicPartition, KafkaFuture<ListOffsetsResultInfo>> answers = new HashMap<>();
        question.keySet()
                .forEach(partition -> answers.put(
                        (TopicPartition) partition,
                        KafkaFuture.completedFuture(new ListOffsetsResultInfo(0, -1, Optional.empty()))));
        return new ListOffsetsResult(answers);
    }

    private void askUntil(Instant end) throws Exception {
        while (now.isBefore(end)) {
            assertThat(ends.passed(PARTITION, 0)).isEmpty();
            now = now.plus(STEP);
            ends.ask();
        }
    }

    @Test
    void anAnswerThatTookTooLongIsAnOutage() throws Exception {
        ends.ask();
        askUntil(now.plus(SETTINGS.resumeGrace()));
        now = now.plus(STEP);
        ends.ask();
        assertThat(ends.passed(PARTITION, 0)).isPresent();

        answerTakes = Duration.ofSeconds(3);
        ends.ask();
        answerTakes = Duration.ofMillis(2);
        Instant back = now;

        askUntil(back.plus(SETTINGS.resumeGrace()));
        now = now.plus(STEP);
        ends.ask();
        assertThat(ends.passed(PARTITION, 0))
                .hasValueSatisfying(passed -> assertThat(passed).isAfterOrEqualTo(back.plus(SETTINGS.resumeGrace())));
    }
}
