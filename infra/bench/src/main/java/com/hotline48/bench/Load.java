package com.hotline48.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** POSTs over a fixed number of connections, as fast as answers come or at a fixed rate. */
final class Load {

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final int connections;

    /** What is POSTed. */
    interface Request {
        /** @param n 0-based, unique in the whole bench */
        Post make(long n);
    }

    /** One request. */
    record Post(URI uri, String key, String body) {}

    /**
     * What came out.
     *
     * @param perSecond answers 2xx per second of the run
     * @param errors other answers and broken connections
     */
    record Result(double perSecond, long errors, Latencies latencies) {}

    Load(int connections) {
        this.connections = connections;
    }

    /** Every connection sends its next request when the last one is answered. */
    Result closed(Request request, AtomicLong numbers, Duration duration) throws InterruptedException {
        return run(request, numbers, duration, Double.POSITIVE_INFINITY);
    }

    /**
     * Requests are due at a fixed rate; each latency counts from the instant at which its request was due, so that
     * waiting behind a slow answer is not left out (coordinated omission).
     */
    Result open(Request request, AtomicLong numbers, Duration duration, double perSecond) throws InterruptedException {
        return run(request, numbers, duration, perSecond);
    }

    private Result run(Request request, AtomicLong numbers, Duration duration, double perSecond)
            throws InterruptedException {
        Latencies latencies = new Latencies();
        AtomicLong errors = new AtomicLong();
        AtomicLong slots = new AtomicLong();
        boolean paced = perSecond < Double.POSITIVE_INFINITY;
        long start = System.nanoTime();
        long end = start + duration.toNanos();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            Thread thread = new Thread(() -> {
                try {
                    while (true) {
                        long due =
                                paced ? start + (long) (slots.getAndIncrement() * 1e9 / perSecond) : System.nanoTime();
                        if (due >= end) {
                            return;
                        }
                        TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
                        if (send(request.make(numbers.getAndIncrement()))) {
                            latencies.add(System.nanoTime() - due);
                        } else {
                            errors.incrementAndGet();
                        }
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Result(latencies.count() / seconds, errors.get(), latencies);
    }

    private boolean send(Post post) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(post.uri())
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", '"' + post.key() + '"')
                .POST(HttpRequest.BodyPublishers.ofString(post.body()))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() / 100 == 2;
        } catch (IOException e) {
            return false;
        }
    }
}
