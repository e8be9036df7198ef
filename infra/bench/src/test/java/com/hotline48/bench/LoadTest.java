package com.hotline48.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

import com.hotline48.bench.Load.Post;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoadTest {

    private final Set<String> keys = ConcurrentHashMap.newKeySet();
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private volatile int status = 201;
    private HttpServer server;
    private URI uri;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        server.setExecutor(workers);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        server.stop(0);
        workers.shutdownNow();
    }

    @Test
    void countsOnlySuccessesAndNeverSendsANumberTwice() throws InterruptedException {
        AtomicLong numbers = new AtomicLong();

        Load.Result result = new Load(4).closed(this::post, numbers, Duration.ofMillis(300));

        assertThat(result.errors()).isZero();
        assertThat(result.latencies().count()).isEqualTo(keys.size()).isEqualTo((int) numbers.get());
    }

    @Test
    void sendsAtAFixedRateAsManyAsAreDue() throws InterruptedException {
        Load.Result result = new Load(4).open(this::post, new AtomicLong(), Duration.ofMillis(500), 100);

        assertThat(result.latencies().count()).isEqualTo(50);
    }

    @Test
    void countsRefusalsAsErrors() throws InterruptedException {
        status = 503;

        Load.Result result = new Load(2).open(this::post, new AtomicLong(), Duration.ofMillis(200), 50);

        assertThat(result.errors()).isEqualTo(10);
        assertThat(result.latencies().count()).isZero();
    }

    private Post post(long n) {
        return new Post(uri, "k" + n, "{}");
    }
}
