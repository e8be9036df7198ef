package com.hotline48.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.hotline48.faults.Journal.Kind;
import com.hotline48.faults.Journal.TicketEntry;
import com.hotline48.replay.drive.ApiClient;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoadClientTest {

    private final Map<String, String> effects = new ConcurrentHashMap<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final Journal journal = new Journal();
    private final AtomicLong done = new AtomicLong();
    private HttpServer server;
    private volatile boolean remembersKeys = true;
    private volatile int breakEvery = Integer.MAX_VALUE;

    @BeforeAll
    static void answerWithoutDelay() {
        // The JDK's server holds small answers back for 40 ms otherwise.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        server.createContext("/", this::handle);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void journalsEveryAcknowledgedCommandAndAsksAgainWhatBrokeOff() {
        breakEvery = 7;

        client(40).run();

        assertThat(journal.oddities()).isEmpty();
        assertThat(journal.count(true)).isEqualTo(done.get()).isGreaterThanOrEqualTo(40);
        assertThat(journal.tickets().values())
                .filteredOn(entry -> entry.ticketId().isPresent())
                .allSatisfy(LoadClientTest::startsWithItsAcceptance);
        // What has an effect was sent under a key of the journal; what was given up may have one.
        assertThat((long) effects.size()).isBetween(journal.count(true), journal.count(true) + journal.count(false));
    }

    @Test
    void noticesAnotherAnswerToTheSameKey() {
        remembersKeys = false;

        client(100).run();

        assertThat(journal.oddities()).anyMatch(oddity -> oddity.contains("sent again got another answer"));
    }

    private static void startsWithItsAcceptance(TicketEntry entry) {
        assertThat(entry.acknowledged().keySet()).anyMatch(command -> command.kind() == Kind.ACCEPT);
        assertThat(entry.acknowledged().keySet().stream().map(Journal.Command::at))
                .doesNotHaveDuplicates();
    }

    private LoadClient client(int commands) {
        URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return new LoadClient(
                1,
                "test",
                new ApiClient(uri, Duration.ofSeconds(5)),
                journal,
                new Random(1),
                () -> done.get() >= commands,
                done);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        int n = requests.incrementAndGet();
        String answer = effects.compute(key, (k, known) -> known != null && remembersKeys ? known : answer(body, n));
        if (n % breakEvery == 0) {
            exchange.close();
            return;
        }
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static String answer(String body, int version) {
        Matcher origin = Pattern.compile("\"id\":\"([^\"]+)\"").matcher(body);
        return "{\"version\":" + version + (origin.find() ? ",\"ticketId\":\"t-" + origin.group(1) + "\"" : "") + "}";
    }
}
