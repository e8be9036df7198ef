package com.hotline48.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Makes the topics that a service needs and checks the partition counts of all of them, before anything else starts.
 * A wrong count or a broker that stays away fails the start.
 */
public final class TopicSetup implements SmartLifecycle {

    /** Before the outbox, listeners, topologies and the web server. */
    public static final int PHASE = -10_000;

    private static final Logger LOGGER = LoggerFactory.getLogger(TopicSetup.class);
    private static final int ANSWER_SECONDS = 15;

    private final Admin admin;
    private final Map<String, TopicSpec> topics = new LinkedHashMap<>();
    private final short replicationFactor;
    private final Duration patience;
    private volatile boolean running;

    /** @param patience how long an unreachable broker is waited for */
    public TopicSetup(Admin admin, Collection<TopicSpec> topics, int replicationFactor, Duration patience) {
        this.admin = admin;
        topics.forEach(topic -> this.topics.put(topic.name(), topic));
        this.replicationFactor = (short) replicationFactor;
        this.patience = patience;
    }

    @Override
    public void start() {
        long giveUp = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                ensure();
                running = true;
                return;
            } catch (ExecutionException | TimeoutException e) {
                if (!isPassing(e) || System.nanoTime() > giveUp) {
                    throw new IllegalStateException("the topics cannot be set up: is the broker reachable?", e);
                }
                pause();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while the topics were set up", e);
            }
        }
    }

    private void ensure() throws ExecutionException, InterruptedException, TimeoutException {
        Set<String> present = admin.listTopics().names().get(ANSWER_SECONDS, TimeUnit.SECONDS);
        List<NewTopic> missing = topics.values().stream()
                .filter(topic -> !present.contains(topic.name()))
                .map(topic -> new NewTopic(
                                topic.name(), Optional.of(topic.partitions()), Optional.of(replicationFactor))
                        .configs(topic.configs()))
                .toList();
        for (KafkaFuture<Void> created : admin.createTopics(missing).values().values()) {
            try {
                created.get(ANSWER_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                // Another service, or another instance of this one, was faster.
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }
        check(admin.describeTopics(topics.keySet()).allTopicNames().get(ANSWER_SECONDS, TimeUnit.SECONDS));
        LOGGER.atInfo()
                .addKeyValue("topics", topics.size())
                .addKeyValue("created", missing.size())
                .log("topics ready");
    }

    private void check(Map<String, TopicDescription> found) {
        List<String> wrong = new ArrayList<>();
        topics.values().forEach(topic -> {
            TopicDescription description = found.get(topic.name());
            int partitions = description == null ? 0 : description.partitions().size();
            if (partitions != topic.partitions()) {
                wrong.add(topic.name() + " has " + partitions + " partitions (expected: " + topic.partitions() + ")");
            }
        });
        if (!wrong.isEmpty()) {
            throw new IllegalStateException(String.join("; ", wrong)
                    + ". The partition count is fixed by an installation's first start: set HOTLINE_PARTITIONS to it.");
        }
    }

    private static boolean isPassing(Exception e) {
        return e instanceof TimeoutException || e.getCause() instanceof RetriableException;
    }

    private static void pause() {
        try {
            Thread.sleep(250);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the topics were set up", e);
        }
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
