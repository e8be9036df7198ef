package com.hotline48.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import com.hotline48.engines.DocumentServerSettings;
import com.hotline48.engines.EmbeddedDocumentServer;
import com.hotline48.engines.EmbeddedKafka;
import com.hotline48.engines.KafkaSettings;
import org.springframework.test.context.DynamicPropertyRegistry;

/**
 * A real broker and a document server, started once per test JVM on free ports, with data in a temporary folder that
 * goes with the JVM.
 */
public final class BackingServices {

    private final Path folder;
    private final EmbeddedKafka kafka;
    private final EmbeddedDocumentServer documents;

    private static final class Started {
        static final BackingServices INSTANCE = new BackingServices();
    }

    private BackingServices() {
        try {
            folder = Files.createTempDirectory("hotline48-test-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        kafka = EmbeddedKafka.start(KafkaSettings.in(folder.resolve("kafka")));
        documents = EmbeddedDocumentServer.start(DocumentServerSettings.inMemory());
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    /** The engines of this JVM; the first call starts them. */
    public static BackingServices get() {
        return Started.INSTANCE;
    }

    public String kafkaBootstrap() {
        return kafka.bootstrapServers();
    }

    public String mongoUri() {
        return documents.connectionString();
    }

    /**
     * Settings of a service with a database and a state folder of its own, whatever other tests of this JVM do.
     *
     * <p>Topics are shared by all tests of the JVM: use ids of your own.
     */
    public Map<String, Object> properties(String service) {
        String unique = service + "-" + UUID.randomUUID();
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("hotline.kafka-bootstrap", kafkaBootstrap());
        properties.put("hotline.mongo-uri", mongoUri());
        properties.put("hotline.database", unique);
        properties.put(
                "hotline.state-dir", folder.resolve("state").resolve(unique).toString());
        // The names that an installation uses, for settings that refer to them.
        properties.put("HOTLINE_KAFKA", kafkaBootstrap());
        properties.put("HOTLINE_MONGO", mongoUri());
        properties.put("HOTLINE_STATE_DIR", properties.get("hotline.state-dir"));
        properties.put("server.port", "0");
        properties.put("spring.jmx.enabled", "false");
        return properties;
    }

    /** {@link #properties} for {@code @DynamicPropertySource}. */
    public void register(DynamicPropertyRegistry registry, String service) {
        properties(service).forEach((name, value) -> registry.add(name, () -> value));
    }

    /** {@link #properties} as {@code --name=value} arguments, which win over every file. */
    public String[] arguments(String service) {
        return properties(service).entrySet().stream()
                .map(property -> "--" + property.getKey() + "=" + property.getValue())
                .toArray(String[]::new);
    }

    private void close() {
        documents.close();
        kafka.close();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(java.util.Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            // A temporary folder that stays is the operating system's business.
            folder.toFile().deleteOnExit();
        }
    }
}
