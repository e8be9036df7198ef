package com.hotline48.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import com.hotline48.engines.DocumentServerSettings;
import com.hotline48.engines.EmbeddedDocumentServer;
import com.hotline48.engines.EmbeddedKafka;
import com.hotline48.engines.KafkaSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A running platform: engines first, then all applications side by side; closed in the opposite order. */
public final class Platform implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(Platform.class);
    private static final Duration READY_POLL = Duration.ofMillis(100);
    /** Starting takes seconds; whoever is not ready by then will not be. */
    private static final Duration READY_LIMIT = Duration.ofMinutes(3);

    private final Deque<AutoCloseable> engines = new ArrayDeque<>();
    private final Map<PlatformApplication, ConfigurableApplicationContext> contexts =
            new EnumMap<>(PlatformApplication.class);
    private final Map<PlatformApplication, Integer> ports;
    private final String kafka;

    /** Starts everything; when it returns, {@link #awaitReady} tells when it answers. */
    public static Platform start(StandaloneSettings settings) {
        return new Platform(settings);
    }

    private Platform(StandaloneSettings settings) {
        ports = withFreePorts(settings.ports());
        DataFolder data = DataFolder.take(settings.data());
        engines.push(data);
        try {
            CompletableFuture<EmbeddedDocumentServer> documents =
                    CompletableFuture.supplyAsync(() -> EmbeddedDocumentServer.start(
                            new DocumentServerSettings(Optional.of(data.documents()), settings.documentPort())));
            EmbeddedKafka broker =
                    EmbeddedKafka.start(KafkaSettings.in(data.kafka()).withPort(settings.kafkaPort()));
            engines.push(broker);
            EmbeddedDocumentServer documentServer = documents.join();
            engines.push(documentServer);
            kafka = broker.bootstrapServers();
            startApplications(arguments(data, documentServer.connectionString()));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** URL of an application, without a path. */
    public URI uri(PlatformApplication application) {
        return URI.create("http://127.0.0.1:" + ports.get(application));
    }

    /** Where the embedded broker answers. */
    public String kafkaBootstrap() {
        return kafka;
    }

    /** Blocks until the whole (without a gateway: each service) says that it is ready. */
    public void awaitReady() throws InterruptedException {
        List<URI> probes =
                ports.containsKey(PlatformApplication.GATEWAY) && ports.size() == PlatformApplication.values().length
                        ? List.of(uri(PlatformApplication.GATEWAY).resolve("/actuator/health"))
                        : ports.keySet().stream()
                                .map(application -> uri(application)
                                        .resolve(
                                                application == PlatformApplication.GATEWAY
                                                        ? "/actuator/health/liveness"
                                                        : "/actuator/health/readiness"))
                                .toList();
        HttpClient client = HttpClient.newHttpClient();
        long limit = System.nanoTime() + READY_LIMIT.toNanos();
        for (URI probe : probes) {
            while (!answersOk(client, probe)) {
                if (System.nanoTime() > limit) {
                    throw new IllegalStateException("not ready after " + READY_LIMIT + ": " + probe);
                }
                Thread.sleep(READY_POLL.toMillis());
            }
        }
    }

    private static boolean answersOk(HttpClient client, URI probe) throws InterruptedException {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(probe).timeout(Duration.ofSeconds(5)).build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private void startApplications(List<String> arguments) {
        ExecutorService starters = Executors.newFixedThreadPool(ports.size());
        try {
            Map<PlatformApplication, CompletableFuture<ConfigurableApplicationContext>> starting =
                    new EnumMap<>(PlatformApplication.class);
            ports.keySet()
                    .forEach(application -> starting.put(
                            application, CompletableFuture.supplyAsync(() -> run(application, arguments), starters)));
            RuntimeException failure = null;
            for (var entry : starting.entrySet()) {
                try {
                    contexts.put(entry.getKey(), entry.getValue().join());
                } catch (CompletionException e) {
                    failure = new IllegalStateException(
                            entry.getKey().applicationName() + " does not start", e.getCause());
                }
            }
            if (failure != null) {
                throw failure;
            }
        } finally {
            starters.shutdown();
        }
    }

    private ConfigurableApplicationContext run(PlatformApplication application, List<String> shared) {
        List<String> arguments = new ArrayList<>(shared);
        arguments.add("--spring.config.name=" + application.applicationName());
        arguments.add("--server.port=" + ports.get(application));
        return new SpringApplicationBuilder(application.main())
                .registerShutdownHook(false)
                .run(arguments.toArray(String[]::new));
    }

    private List<String> arguments(DataFolder data, String mongo) {
        List<String> arguments = new ArrayList<>(List.of(
                "--HOTLINE_KAFKA=" + kafka,
                "--HOTLINE_MONGO=" + mongo,
                "--HOTLINE_STATE_DIR=" + data.streams().toAbsolutePath(),
                "--HOTLINE_CUSTOMER_KEY=" + data.customerKey()));
        ports.forEach((application, port) -> arguments.add("--" + application.uriVariable() + "=" + uri(application)));
        return arguments;
    }

    /** Closes the gateway, then the services side by side, then the engines, the broker last. */
    @Override
    public void close() {
        Optional.ofNullable(contexts.remove(PlatformApplication.GATEWAY))
                .ifPresent(ConfigurableApplicationContext::close);
        ExecutorService closers = Executors.newCachedThreadPool();
        contexts.values().forEach(context -> closers.execute(context::close));
        closers.shutdown();
        try {
            if (!closers.awaitTermination(10, TimeUnit.SECONDS)) {
                LOGGER.atWarn().log("services still closing after 10 s, the engines go down now");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        contexts.clear();
        while (!engines.isEmpty()) {
            close(engines.pop());
        }
    }

    private static void close(AutoCloseable engine) {
        try {
            engine.close();
        } catch (Exception e) {
            // The others still have to be closed.
            LOGGER.atError().setCause(e).log("an engine did not close cleanly");
        }
    }

    private static Map<PlatformApplication, Integer> withFreePorts(Map<PlatformApplication, Integer> wanted) {
        Map<PlatformApplication, Integer> ports = new EnumMap<>(PlatformApplication.class);
        wanted.forEach((application, port) -> ports.put(application, port == 0 ? freePort() : port));
        return ports;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
