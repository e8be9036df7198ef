package com.hotline48.replay.drive;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.JsonNode;
import com.hotline48.replay.history.IncidentHistory;
import com.hotline48.replay.history.TicketAction;
import com.hotline48.replay.history.TicketAction.Kind;

/**
 * Sends the actions of a history. Lanes work side by side, each in order, and all actions of one customer lie in one
 * lane: so a ticket's story keeps its order, and tickets of one customer are numbered in theirs.
 */
public final class Player {

    private static final Duration PROGRESS = Duration.ofSeconds(5);

    private final ApiClient api;
    private final IncidentHistory history;
    private final boolean twice;
    private final Consumer<String> progress;
    private final Map<String, String> ticketIds = new ConcurrentHashMap<>();
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicBoolean stop = new AtomicBoolean();
    private final AtomicLong lastAcknowledgedMillis = new AtomicLong();

    /**
     * @param twice every request is sent a second time and must get the same answer
     * @param progress gets a line every few seconds
     */
    public Player(ApiClient api, IncidentHistory history, boolean twice, Consumer<String> progress) {
        this.api = api;
        this.history = history;
        this.twice = twice;
        this.progress = progress;
    }

    /**
     * Sends everything.
     *
     * @param actions in the order in which each lane sends its part
     * @param concurrency number of lanes, 1..256
     * @return when the last request was acknowledged, by this machine's clock
     * @throws IOException if a request is refused or cannot be delivered: naming the incident, never its texts
     */
    public Instant play(List<TicketAction> actions, int concurrency) throws IOException, InterruptedException {
        if (concurrency < 1 || concurrency > 256) {
            throw new IllegalArgumentException("concurrency: " + concurrency + " (expected: 1..256)");
        }
        ExecutorService workers = Executors.newFixedThreadPool(concurrency);
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        long start = System.nanoTime();
        try {
            var ticker = clock.scheduleAtFixedRate(
                    () -> tell(actions.size(), start), PROGRESS.toMillis(), PROGRESS.toMillis(), TimeUnit.MILLISECONDS);
            List<Future<?>> running = new ArrayList<>();
            for (List<TicketAction> lane : lanes(actions, concurrency)) {
                running.add(workers.submit(() -> {
                    run(lane);
                    return lane.size();
                }));
            }
            await(running);
            ticker.cancel(false);
            tell(actions.size(), start);
            return Instant.ofEpochMilli(lastAcknowledgedMillis.get());
        } finally {
            workers.shutdownNow();
            clock.shutdownNow();
        }
    }

    private static List<List<TicketAction>> lanes(List<TicketAction> actions, int count) {
        List<List<TicketAction>> lanes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lanes.add(new ArrayList<>());
        }
        for (TicketAction action : actions) {
            String customer = action.incident().first().caller().orElse(action.number());
            lanes.get(Math.floorMod(customer.hashCode(), count)).add(action);
        }
        return lanes;
    }

    private void run(List<TicketAction> lane) throws IOException, InterruptedException {
        try {
            for (TicketAction action : lane) {
                if (stop.get()) {
                    return;
                }
                send(action);
            }
        } catch (IOException | RuntimeException e) {
            stop.set(true);
            throw e;
        }
    }

    private void send(TicketAction action) throws IOException, InterruptedException {
        String path = history.path(action, action.kind() == Kind.ACCEPT ? "" : ticketId(action));
        String key = history.idempotencyKey(action);
        JsonNode body = history.body(action);
        Reply reply = accepted(action, api.post(path, key, body));
        if (twice) {
            Reply again = accepted(action, api.post(path, key, body));
            if (!again.json().equals(reply.json())) {
                throw new IOException(name(action) + ": the same request got another answer the second time");
            }
        }
        if (action.kind() == Kind.ACCEPT) {
            String id = reply.json().path("ticketId").asText();
            if (id.isEmpty()) {
                throw new IOException(name(action) + ": the answer has no ticketId");
            }
            ticketIds.put(action.number(), id);
        }
        lastAcknowledgedMillis.accumulateAndGet(System.currentTimeMillis() + 1, Math::max);
        done.incrementAndGet();
    }

    private String ticketId(TicketAction action) {
        String id = ticketIds.get(action.number());
        if (id == null) {
            throw new IllegalStateException(name(action) + " before its acceptance");
        }
        return id;
    }

    private static Reply accepted(TicketAction action, Reply reply) throws IOException {
        if (!reply.isSuccess()) {
            throw new IOException(name(action) + " was refused: " + reply.problem());
        }
        return reply;
    }

    private static String name(TicketAction action) {
        return "incident " + action.number() + ", " + action.kind() + " of " + action.at();
    }

    private void tell(int all, long start) {
        int sent = done.get();
        double seconds = Math.max(0.001, (System.nanoTime() - start) / 1e9);
        double rate = sent / seconds;
        progress.accept("%,d of %,d requests (%d %%), %.0f/s, %s"
                .formatted(
                        sent,
                        all,
                        all == 0 ? 100 : 100L * sent / all,
                        rate,
                        sent == all
                                ? "done in %.0f s".formatted(seconds)
                                : rate < 1 ? "..." : "about %.0f s to go".formatted((all - sent) / rate)));
    }

    private static void await(List<Future<?>> running) throws IOException, InterruptedException {
        IOException failure = null;
        for (Future<?> lane : running) {
            try {
                lane.get();
            } catch (ExecutionException e) {
                Throwable cause = e.getCause() == null ? e : e.getCause();
                IOException next = cause instanceof IOException io ? io : new IOException(cause.toString(), cause);
                if (failure == null) {
                    failure = next;
                } else {
                    failure.addSuppressed(next);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
