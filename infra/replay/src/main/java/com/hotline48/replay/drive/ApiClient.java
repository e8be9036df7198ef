package com.hotline48.replay.drive;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

import com.fasterxml.jackson.databind.JsonNode;

/** The public API behind one URL, for programs that wait: any number of threads, retries with back-off, bounded. */
public final class ApiClient {

    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final URI base;
    private final Duration patience;
    private final HttpClient http;

    /** @param patience how long a request is tried again before it counts as failed */
    public ApiClient(URI base, Duration patience) {
        this.base = base;
        this.patience = patience;
        http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
    }

    /**
     * POSTs until the answer is no passing fault.
     *
     * @return the last answer, whatever its status
     * @throws IOException if the platform could not be reached all the while
     */
    public Reply post(String path, String key, JsonNode body) throws IOException, InterruptedException {
        return patiently(() -> postOnce(path, key, body));
    }

    /** POSTs once. */
    public Reply postOnce(String path, String key, JsonNode body) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", '"' + key + '"')
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build());
    }

    /** GETs until the answer is no passing fault, as {@link #post}. */
    public Reply get(String path) throws IOException, InterruptedException {
        return patiently(() -> getOnce(path));
    }

    /** GETs once. */
    public Reply getOnce(String path) throws IOException, InterruptedException {
        return send(request(path).GET().build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(REQUEST_TIMEOUT);
    }

    private Reply send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        return new Reply(response.statusCode(), response.body(), retryAfter(response));
    }

    private static Optional<Long> retryAfter(HttpResponse<String> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("\\d{1,4}"))
                .map(Long::valueOf);
    }

    private Reply patiently(Attempt attempt) throws IOException, InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        Duration pause = FIRST_PAUSE;
        while (true) {
            Duration wait = pause;
            try {
                Reply reply = attempt.send();
                if (!reply.isPassing() || System.nanoTime() > end) {
                    return reply;
                }
                Duration asked = reply.retryAfter().map(Duration::ofSeconds).orElse(pause);
                wait = asked.compareTo(LONGEST_PAUSE) < 0 ? asked : LONGEST_PAUSE;
            } catch (IOException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
            }
            // Spread, so that many clients do not come back in one beat.
            Thread.sleep(wait.toMillis() / 2 + ThreadLocalRandom.current().nextLong(wait.toMillis() / 2 + 1));
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    private interface Attempt {
        Reply send() throws IOException, InterruptedException;
    }
}
