package com.hotline48.engines;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;

import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Kafka broker (KRaft, one node) inside this JVM, on 127.0.0.1 only.
 *
 * <p>Acknowledged records ({@code acks=all}) survive a kill of the process: they are in the operating system's page
 * cache. They do not survive a power cut; a cluster does. Topics are kept for ever unless they say otherwise, and are
 * never made by accident. A restart of the same folder takes 3 to 4 s, also after a kill.
 */
public final class EmbeddedKafka implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(EmbeddedKafka.class);
    private static final int NODE_ID = 1;
    private static final String CONTROLLER = "CONTROLLER";
    /** Somebody else may take a free port between our asking and the broker's binding. */
    private static final int START_ATTEMPTS = 5;

    private final KafkaRaftServer server;
    private final int port;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedKafka(KafkaRaftServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /**
     * Starts the broker and returns when it takes requests; formats the folder if that was never done.
     *
     * @throws IllegalStateException when it does not start: port taken, folder in use or unreadable
     */
    public static EmbeddedKafka start(KafkaSettings settings) {
        format(settings.directory());
        for (int attempt = 1; ; attempt++) {
            int[] ports = Ports.resolve(settings.port(), settings.controllerPort());
            KafkaRaftServer server =
                    new KafkaRaftServer(new KafkaConfig(properties(settings, ports[0], ports[1]), false), Time.SYSTEM);
            try {
                server.startup();
                LOGGER.atInfo().addKeyValue("port", ports[0]).log("kafka broker started");
                return new EmbeddedKafka(server, ports[0]);
            } catch (Throwable failure) {
                stop(server);
                boolean portsChosenHere = settings.port() == 0 || settings.controllerPort() == 0;
                if (!portsChosenHere || !isBindFailure(failure) || attempt == START_ATTEMPTS) {
                    throw new IllegalStateException(
                            "kafka broker does not start in " + settings.directory() + " on port " + ports[0], failure);
                }
            }
        }
    }

    /** Host and port for {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return Ports.LOOPBACK + ":" + port;
    }

    public int port() {
        return port;
    }

    /** Stops in order and waits for the end; a second call does nothing. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            stop(server);
            LOGGER.atInfo().addKeyValue("port", port).log("kafka broker stopped");
        }
    }

    private static void stop(KafkaRaftServer server) {
        server.shutdown();
        server.awaitShutdown();
    }

    private static boolean isBindFailure(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof BindException || String.valueOf(t.getMessage()).contains("Address already in use")) {
                return true;
            }
        }
        return false;
    }

    private static void format(Path directory) {
        if (Files.exists(directory.resolve("meta.properties"))) {
            return;
        }
        try {
            Files.createDirectories(directory);
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .setClusterId(Uuid.randomUuid().toString())
                    .setNodeId(NODE_ID)
                    .setControllerListenerName(CONTROLLER)
                    .setMetadataLogDirectory(directory.toString())
                    .setDirectories(List.of(directory.toString()))
                    .setIgnoreFormatted(true)
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException("cannot format " + directory, e);
        }
    }

    private static Properties properties(KafkaSettings settings, int port, int controllerPort) {
        Properties p = new Properties();
        p.put("process.roles", "broker,controller");
        p.put("node.id", String.valueOf(NODE_ID));
        p.put("controller.quorum.voters", NODE_ID + "@" + Ports.LOOPBACK + ":" + controllerPort);
        p.put(
                "listeners",
                "PLAINTEXT://" + Ports.LOOPBACK + ":" + port + "," + CONTROLLER + "://" + Ports.LOOPBACK + ":"
                        + controllerPort);
        p.put("advertised.listeners", "PLAINTEXT://" + Ports.LOOPBACK + ":" + port);
        p.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT," + CONTROLLER + ":PLAINTEXT");
        p.put("controller.listener.names", CONTROLLER);
        p.put("inter.broker.listener.name", "PLAINTEXT");
        p.put("log.dirs", settings.directory().toString());

        // One node: nothing to replicate to.
        p.put("default.replication.factor", "1");
        p.put("min.insync.replicas", "1");
        p.put("offsets.topic.replication.factor", "1");
        p.put("transaction.state.log.replication.factor", "1");
        p.put("transaction.state.log.min.isr", "1");
        p.put("share.coordinator.state.topic.replication.factor", "1");
        p.put("share.coordinator.state.topic.min.isr", "1");
        p.put("offsets.topic.num.partitions", "5");
        p.put("transaction.state.log.num.partitions", "5");
        p.put("share.coordinator.state.topic.num.partitions", "1");

        // Topics are declared, and kept until told otherwise: figures are rebuilt from them.
        p.put("auto.create.topics.enable", "false");
        p.put("log.retention.ms", "-1");
        p.put("log.retention.bytes", "-1");
        // Offsets of a group that rested for a while must not fall back to the start.
        p.put("offsets.retention.minutes", String.valueOf(Integer.MAX_VALUE));

        // Restart after a kill: 14 s with the defaults, 3 to 4 s with these (measured).
        p.put("broker.session.timeout.ms", "3000");
        p.put("broker.heartbeat.interval.ms", "250");
        p.put("controller.quorum.election.timeout.ms", "250");
        p.put("controller.quorum.fetch.timeout.ms", "500");
        p.put("controller.quorum.election.backoff.max.ms", "250");
        p.put("group.initial.rebalance.delay.ms", "0");
        p.put("group.min.session.timeout.ms", "1000");
        p.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
        p.put("num.recovery.threads.per.data.dir", "2");

        // Memory: the defaults are sized for a machine of its own (dedupe buffer 128 MiB, 10 MiB per index file).
        p.put("log.cleaner.threads", "1");
        p.put("log.cleaner.dedupe.buffer.size", String.valueOf(32 << 20));
        p.put("log.index.size.max.bytes", String.valueOf(1 << 20));
        p.put("log.preallocate", "false");
        p.put("num.network.threads", "2");
        p.put("num.io.threads", "3");
        p.put("background.threads", "2");
        p.put("num.replica.fetchers", "1");
        p.put("socket.send.buffer.bytes", String.valueOf(128 << 10));
        p.put("socket.receive.buffer.bytes", String.valueOf(128 << 10));
        p.put("metadata.log.segment.bytes", String.valueOf(16 << 20));
        p.putAll(settings.extra());
        return p;
    }
}
