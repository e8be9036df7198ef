package com.hotline48.reporting.adapter.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import com.hotline48.delivery.DeliveryProperties;
import com.hotline48.delivery.KafkaClients;
import com.hotline48.delivery.logend.KafkaLogEnds;
import com.hotline48.delivery.logend.LogEndsFactory;
import com.hotline48.delivery.mark.Marks;
import com.hotline48.delivery.streams.StreamsFactory;
import com.hotline48.delivery.streams.StreamsRuntime;
import com.hotline48.events.Topics;
import com.hotline48.reporting.application.CellStore;
import com.hotline48.reporting.application.GenerationRunner;
import com.hotline48.reporting.application.SinkMetrics;
import com.hotline48.reporting.stream.CellTopics;
import com.hotline48.reporting.stream.ReportingTopology;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs each generation as a Kafka Streams application of its own, with a cells topic and a sink of its own. */
public final class KafkaGenerations implements GenerationRunner {

    private static final Logger LOGGER = LoggerFactory.getLogger(KafkaGenerations.class);
    private static final long ANSWER_SECONDS = 15;
    private static final String APPLICATION_TAG = "application";

    /**
     * Each partition gets a progress record every second; small segments and an eager cleaner keep what a sink that
     * starts anew has to read short.
     */
    private static final Map<String, String> CELLS_CONFIG =
            Map.of("cleanup.policy", "compact", "segment.bytes", "8388608", "min.cleanable.dirty.ratio", "0.1");

    private final ReportingTopology topology;
    private final StreamsFactory streams;
    private final LogEndsFactory logEnds;
    private final Marks marks;
    private final KafkaClients clients;
    private final Admin admin;
    private final CellStore store;
    private final SinkMetrics metrics;
    private final DeliveryProperties properties;
    private final MeterRegistry registry;
    /** Changed by {@link #run} only; read by others at any time, also while a topology takes long to stop. */
    private final ConcurrentSkipListMap<Integer, Running> running = new ConcurrentSkipListMap<>();

    /** What runs of one generation in this process. */
    private record Running(int generation, KafkaLogEnds ends, StreamsRuntime streams, CellSink sink) {
        void stop() {
            streams.stop();
            sink.close();
            ends.close();
        }
    }

    public KafkaGenerations(
            ReportingTopology topology,
            StreamsFactory streams,
            LogEndsFactory logEnds,
            Marks marks,
            KafkaClients clients,
            Admin admin,
            CellStore store,
            SinkMetrics metrics,
            DeliveryProperties properties,
            MeterRegistry registry) {
        this.topology = Objects.requireNonNull(topology, "topology");
        this.streams = Objects.requireNonNull(streams, "streams");
        this.logEnds = Objects.requireNonNull(logEnds, "logEnds");
        this.marks = Objects.requireNonNull(marks, "marks");
        this.clients = Objects.requireNonNull(clients, "clients");
        this.admin = Objects.requireNonNull(admin, "admin");
        this.store = Objects.requireNonNull(store, "store");
        this.metrics = Objects.requireNonNull(metrics, "metrics");
        this.properties = Objects.requireNonNull(properties, "properties");
        this.registry = Objects.requireNonNull(registry, "registry");
    }

    @Override
    public synchronized void run(Set<Integer> generations) {
        for (Running each : List.copyOf(running.values())) {
            if (!generations.contains(each.generation())) {
                running.remove(each.generation());
                each.stop();
                forgetMeters(each.generation());
                log("generation stopped", each.generation());
            }
        }
        for (int generation : generations) {
            if (!running.containsKey(generation)) {
                running.put(generation, start(generation));
                log("generation started", generation);
            }
        }
    }

    /** A generation that is gone would stand as "not running" in the metrics for ever. */
    private void forgetMeters(int generation) {
        registry.find("hotline.streams.running")
                .tag(APPLICATION_TAG, CellTopics.applicationId(generation))
                .meters()
                .forEach(registry::remove);
        registry.find("hotline.streams.lag")
                .tag(APPLICATION_TAG, CellTopics.applicationId(generation))
                .meters()
                .forEach(registry::remove);
    }

    /** State of the topology that serves or is about to; empty while none runs. */
    public Optional<KafkaStreams.State> state() {
        return running.values().stream().findFirst().map(first -> first.streams()
                .state());
    }

    private Running start(int generation) {
        ensureCellsTopic(generation);
        skipOldResends(generation);
        KafkaLogEnds ends = logEnds.open(Set.of(Topics.TICKETS), Set.of(Topics.SLA));
        StreamsRuntime runtime = streams.open(CellTopics.applicationId(generation), () -> {
            StreamsBuilder builder = new StreamsBuilder();
            topology.addTo(builder, generation, ends, marks);
            return builder.build();
        });
        CellSink sink = new CellSink(
                generation,
                () -> clients.member(CellTopics.sinkGroup(generation), "cells-g" + generation),
                store,
                metrics);
        runtime.start();
        sink.start();
        return new Running(generation, ends, runtime, sink);
    }

    private void ensureCellsTopic(int generation) {
        NewTopic topic = new NewTopic(
                        CellTopics.cells(generation), Optional.of(properties.partitions()), Optional.of((short)
                                properties.replicationFactor()))
                .configs(CELLS_CONFIG);
        unless(TopicExistsException.class, admin.createTopics(List.of(topic)).all());
    }

    /**
     * A rebuild reads each event where it lay first. What was resent before must not be read too: it would come before
     * the events that it once followed, and these would be taken for old.
     */
    private void skipOldResends(int generation) {
        if (generation == 1) {
            return;
        }
        String group = CellTopics.applicationId(generation);
        Map<TopicPartition, OffsetSpec> question = new HashMap<>();
        for (String topic : ReportingTopology.resendTopics()) {
            for (int partition = 0; partition < properties.partitions(); partition++) {
                question.put(new TopicPartition(topic, partition), OffsetSpec.latest());
            }
        }
        Set<TopicPartition> known = answer(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                .keySet();
        question.keySet().removeAll(known);
        if (!question.isEmpty()) {
            Map<TopicPartition, OffsetAndMetadata> ends = new HashMap<>();
            answer(admin.listOffsets(question).all())
                    .forEach((partition, end) -> ends.put(partition, new OffsetAndMetadata(end.offset())));
            answer(admin.alterConsumerGroupOffsets(group, ends).all());
        }
    }

    @Override
    public void remove(int generation) {
        String application = CellTopics.applicationId(generation);
        // The groups first: while one has members, somebody still runs it, and this is tried again.
        for (String group : List.of(application, CellTopics.sinkGroup(generation))) {
            forgetMembers(group);
            unless(
                    GroupIdNotFoundException.class,
                    admin.deleteConsumerGroups(List.of(group)).all());
        }
        List<String> topics = new ArrayList<>();
        for (String name : answer(admin.listTopics().names())) {
            if (name.equals(CellTopics.cells(generation)) || name.startsWith(application + "-")) {
                topics.add(name);
            }
        }
        unless(
                UnknownTopicOrPartitionException.class,
                admin.deleteTopics(topics).all());
        delete(properties.stateDir().resolve(application));
        log("generation removed", generation);
    }

    /** Static members that have gone stay in their group for a session's time unless they are taken out. */
    private void forgetMembers(String group) {
        try {
            var unused = answer(admin.removeMembersFromConsumerGroup(group, new RemoveMembersFromConsumerGroupOptions())
                    .all());
        } catch (IllegalStateException e) {
            // No such group, or nobody in it: its deletion tells.
            LOGGER.atDebug().addKeyValue("group", group).log("no members to take out");
        }
    }

    private static void delete(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void unless(Class<? extends Exception> expected, KafkaFuture<Void> future) {
        try {
            var unused = answer(future);
        } catch (IllegalStateException e) {
            if (!expected.isInstance(e.getCause())) {
                throw e;
            }
        }
    }

    private static <T> T answer(KafkaFuture<T> future) {
        try {
            return future.get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the broker refused", e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("the broker does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static void log(String what, int generation) {
        LOGGER.atInfo().addKeyValue("generation", generation).log(what);
    }
}
