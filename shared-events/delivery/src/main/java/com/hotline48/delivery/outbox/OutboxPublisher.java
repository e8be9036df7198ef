package com.hotline48.delivery.outbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import com.hotline48.delivery.DeliveryProperties;
import com.hotline48.events.EventCodec;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Sends what waits in documents to the log: in order per document, the next event after the acknowledgement of the one
 * before, many documents at once; then removes what is acknowledged, many documents per write.
 *
 * <p>The fast path is told of each write. The sweep finds what the fast path lost. Both end in one lane per document,
 * and lanes belong to one thread ({@code sender}), so that nothing here needs a lock; another thread ({@code keeper})
 * talks to the document server. Two publishers of one document (two processes, or a sweep beside a slow fast path) give
 * duplicates, never inversions: each sends a prefix of the same sequence in order.
 */
public final class OutboxPublisher implements SmartLifecycle {

    /** After topics, before listeners: they cause events. */
    public static final int PHASE = -1_000;

    private static final Logger LOGGER = LoggerFactory.getLogger(OutboxPublisher.class);
    private static final Header[] HEADERS = {
        new RecordHeader("content-type", EventCodec.CONTENT_TYPE.getBytes(java.nio.charset.StandardCharsets.US_ASCII))
    };
    /** What acknowledged events cost: one bulk write per collection and interval. */
    private static final Duration REMOVAL_INTERVAL = Duration.ofMillis(50);

    private static final Duration RESEND_BACKOFF = Duration.ofMillis(500);
    /** Younger ones are the fast path's business. */
    private static final Duration SWEEP_AGE = Duration.ofSeconds(2);

    private static final int SWEEP_PAGE = 500;
    /** Bound of memory while the log is away: further documents wait in the database for the sweep. */
    private static final int MAX_LANES = 5_000;

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(3);

    private final Supplier<? extends Producer<String, byte[]>> producers;
    private final DeliveryProperties properties;
    private final Clock clock;
    private final Counter published;
    private final Counter failed;
    private final List<OutboxCollection> collections = new CopyOnWriteArrayList<>();
    private final LinkedBlockingQueue<Runnable> inbox = new LinkedBlockingQueue<>();
    private final ThreadPoolExecutor keeper;

    // The sender thread's own.
    private final Map<Key, Lane> lanes = new HashMap<>();
    private final Set<Lane> toRemove = new LinkedHashSet<>();
    private final List<Lane> toRetry = new ArrayList<>();
    private boolean removing;
    private boolean sweeping;
    private long nextRemoval;
    private long nextSweep;
    private boolean firstSweep = true;

    private volatile int lanesOpen;
    private volatile long documentsWaiting;
    private volatile @Nullable Instant oldestSeen;
    private volatile boolean running;
    private volatile boolean stopping;
    private volatile @Nullable Thread sender;

    private record Key(OutboxCollection collection, String id) {}

    /** One document's way to the log. */
    private static final class Lane {
        final Key key;
        final ArrayDeque<PendingEvent> queue = new ArrayDeque<>();
        /** The next sequence to queue. */
        long next;

        long acked;
        boolean inFlight;
        boolean loading;
        /** After a fault, until {@code retryAt}. */
        boolean resting;

        long retryAt;

        Lane(Key key, long next) {
            this.key = key;
            this.next = next;
        }

        boolean idle() {
            return queue.isEmpty() && !inFlight && !loading;
        }
    }

    public OutboxPublisher(
            Supplier<? extends Producer<String, byte[]>> producers,
            DeliveryProperties properties,
            Clock clock,
            MeterRegistry meters) {
        this.producers = producers;
        this.properties = properties;
        this.clock = clock;
        this.keeper = new ThreadPoolExecutor(
                1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> daemon(task, "outbox-keeper"));
        keeper.allowCoreThreadTimeOut(true);
        published = Counter.builder("hotline.outbox.published")
                .description("Events acknowledged by the log")
                .register(meters);
        failed = Counter.builder("hotline.outbox.failed")
                .description("Attempts to publish that failed; each is repeated")
                .register(meters);
        Gauge.builder("hotline.outbox.pending", this, OutboxPublisher::waitingDocuments)
                .description("Documents with events that are not in the log yet, counted every 5 s")
                .register(meters);
        Gauge.builder(
                        "hotline.outbox.oldest.age",
                        this,
                        publisher -> publisher.oldestAge().toMillis() / 1000.0)
                .baseUnit("seconds")
                .description("How long the longest waiting event waits")
                .register(meters);
    }

    /** Takes over the outbox of a collection. */
    void attend(OutboxCollection collection) {
        collections.add(collection);
        if (running) {
            startSender();
        }
    }

    /**
     * The fast path: a write has left events to publish. Returns at once; called from any thread.
     *
     * @param firstWaiting the lowest sequence that waits in the document; lower than the first of {@code events} if
     *     earlier ones are not removed yet
     */
    void written(OutboxCollection collection, String id, long firstWaiting, List<PendingEvent> events) {
        if (!events.isEmpty()) {
            inbox.add(() -> queue(new Key(collection, id), firstWaiting, events));
        }
    }

    /** Since when the longest waiting event of all collections waits; blocks, fails if the server does not answer. */
    Optional<Instant> oldestWaiting() {
        Optional<Instant> oldest = collections.stream()
                .map(OutboxCollection::oldest)
                .flatMap(Optional::stream)
                .min(Instant::compareTo);
        oldestSeen = oldest.orElse(null);
        return oldest;
    }

    /** How long the longest waiting event waits, as of the last look. */
    public Duration oldestAge() {
        Instant oldest = oldestSeen;
        if (oldest == null) {
            return Duration.ZERO;
        }
        Duration age = Duration.between(oldest, clock.instant());
        return age.isNegative() ? Duration.ZERO : age;
    }

    /** Documents with unpublished events, as of the last count. */
    public long waitingDocuments() {
        return Math.max(documentsWaiting, lanesOpen);
    }

    @Override
    public void start() {
        running = true;
        stopping = false;
        if (!collections.isEmpty()) {
            startSender();
        }
    }

    private synchronized void startSender() {
        if (sender == null) {
            Thread thread = daemon(this::run, "outbox-sender");
            sender = thread;
            thread.start();
        }
    }

    private Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, properties.service() + "-" + name);
        thread.setDaemon(true);
        return thread;
    }

    private void run() {
        nextSweep = System.nanoTime();
        long stopAt = Long.MAX_VALUE;
        List<Runnable> batch = new ArrayList<>();
        while (true) {
            try {
                Runnable first = inbox.poll(toRemove.isEmpty() && toRetry.isEmpty() ? 200 : 20, TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    inbox.drainTo(batch, 1_000);
                    batch.forEach(OutboxPublisher::runAlone);
                    batch.clear();
                }
                tend(System.nanoTime());
                lanesOpen = lanes.size();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                stumbled(e);
            }
            if (stopping) {
                stopAt = Math.min(stopAt, System.nanoTime() + STOP_PATIENCE.toNanos());
                if ((lanes.isEmpty() && inbox.isEmpty()) || System.nanoTime() > stopAt) {
                    return;
                }
            }
        }
    }

    /** One that falls must not take the others of its batch along: they carry acknowledgements. */
    private static void runAlone(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            stumbled(e);
        }
    }

    private static void stumbled(RuntimeException fault) {
        LOGGER.atError().setCause(fault).log("outbox publisher stumbled; the sweep repairs");
    }

    private void tend(long now) {
        if (!toRetry.isEmpty()) {
            List<Lane> due =
                    toRetry.stream().filter(lane -> lane.retryAt - now <= 0).toList();
            toRetry.removeAll(due);
            due.forEach(lane -> {
                lane.resting = false;
                pump(lane);
            });
        }
        if (!toRemove.isEmpty() && !removing && nextRemoval - now <= 0) {
            nextRemoval = now + REMOVAL_INTERVAL.toNanos();
            remove();
        }
        if (!sweeping && !stopping && nextSweep - now <= 0) {
            nextSweep = now + properties.outbox().sweepInterval().toNanos();
            sweep();
        }
    }

    private void queue(Key key, long firstWaiting, List<PendingEvent> events) {
        Lane lane = lanes.get(key);
        if (lane == null) {
            if (lanes.size() >= MAX_LANES) {
                return;
            }
            lane = new Lane(key, firstWaiting);
            lanes.put(key, lane);
        }
        append(lane, events);
    }

    private void append(Lane lane, List<PendingEvent> events) {
        for (PendingEvent event : events) {
            if (event.sequence() > lane.next) {
                // Somebody's earlier events are in the document and not here: a crash, or a write that told us late.
                load(lane);
                break;
            }
            if (event.sequence() == lane.next) {
                lane.queue.add(event);
                lane.next++;
            }
        }
        pump(lane);
    }

    private void load(Lane lane) {
        if (!lane.loading) {
            lane.loading = true;
            keep(() -> {
                Optional<OutboxCollection.Waiting> found = Optional.empty();
                try {
                    found = lane.key.collection().waitingIn(lane.key.id());
                } finally {
                    Optional<OutboxCollection.Waiting> waiting = found;
                    inbox.add(() -> loaded(
                            lane, waiting.map(OutboxCollection.Waiting::events).orElseGet(List::of)));
                }
            });
        }
    }

    private void loaded(Lane lane, List<PendingEvent> events) {
        lane.loading = false;
        if (!events.isEmpty() && lane.queue.isEmpty() && events.get(0).sequence() > lane.next) {
            // Another publisher was faster with what lies before.
            lane.next = events.get(0).sequence();
        }
        append(lane, events);
        if (lane.idle() && !toRemove.contains(lane)) {
            lanes.remove(lane.key, lane);
        }
    }

    private void pump(Lane lane) {
        if (lane.inFlight || lane.resting || lane.queue.isEmpty()) {
            return;
        }
        PendingEvent event = lane.queue.element();
        lane.inFlight = true;
        try {
            var unused = producers
                    .get()
                    .send(
                            new ProducerRecord<>(
                                    event.topic(), null, null, lane.key.id(), event.event(), List.of(HEADERS)),
                            (metadata, fault) -> inbox.add(() -> answered(lane, event, fault)));
        } catch (RuntimeException fault) {
            answered(lane, event, fault);
        }
    }

    private void answered(Lane lane, PendingEvent event, @Nullable Exception fault) {
        lane.inFlight = false;
        if (fault != null) {
            failed.increment();
            LOGGER.atWarn()
                    .addKeyValue("topic", event.topic())
                    .addKeyValue("fault", fault.getClass().getSimpleName())
                    .log("event not published, trying again");
            lane.resting = true;
            lane.retryAt = System.nanoTime() + RESEND_BACKOFF.toNanos();
            toRetry.add(lane);
            return;
        }
        published.increment();
        lane.queue.remove();
        lane.acked = event.sequence();
        toRemove.add(lane);
        pump(lane);
    }

    private void remove() {
        Map<OutboxCollection, List<OutboxCollection.Removal>> removals = new HashMap<>();
        List<Lane> removed = List.copyOf(toRemove);
        toRemove.clear();
        removed.forEach(lane -> removals.computeIfAbsent(lane.key.collection(), c -> new ArrayList<>())
                .add(new OutboxCollection.Removal(lane.key.id(), lane.acked, lane.idle())));
        removing = true;
        keep(() -> {
            boolean done = false;
            try {
                removals.forEach(OutboxCollection::remove);
                done = true;
            } finally {
                boolean ok = done;
                inbox.add(() -> removed(removed, ok));
            }
        });
    }

    private void removed(Collection<Lane> removed, boolean ok) {
        removing = false;
        for (Lane lane : removed) {
            if (!ok) {
                toRemove.add(lane);
            } else if (lane.idle() && !toRemove.contains(lane)) {
                lanes.remove(lane.key, lane);
            }
        }
        if (!ok) {
            nextRemoval = System.nanoTime() + RESEND_BACKOFF.toNanos();
        }
    }

    private void sweep() {
        sweeping = true;
        boolean first = firstSweep;
        keep(() -> {
            List<Map.Entry<OutboxCollection, List<OutboxCollection.Waiting>>> found = new ArrayList<>();
            boolean ok = false;
            try {
                // What waits at the start waits since before a crash: no age limit.
                Instant before = first
                        ? clock.instant().plusSeconds(86_400)
                        : clock.instant().minus(SWEEP_AGE);
                documentsWaiting = collections.stream()
                        .mapToLong(collection -> collection.countWaiting(10 * MAX_LANES))
                        .sum();
                Optional<Instant> unusedOldest = oldestWaiting();
                if (properties.outbox().sweep()) {
                    collections.forEach(collection ->
                            found.add(Map.entry(collection, collection.waitingSince(before, SWEEP_PAGE))));
                }
                ok = true;
            } finally {
                boolean done = ok;
                inbox.add(() -> swept(found, done));
            }
        });
    }

    private void swept(List<Map.Entry<OutboxCollection, List<OutboxCollection.Waiting>>> found, boolean done) {
        sweeping = false;
        firstSweep = firstSweep && !done;
        for (Map.Entry<OutboxCollection, List<OutboxCollection.Waiting>> page : found) {
            if (page.getValue().size() == SWEEP_PAGE && lanes.size() < MAX_LANES / 2) {
                nextSweep = System.nanoTime() + REMOVAL_INTERVAL.toNanos();
            }
            for (OutboxCollection.Waiting waiting : page.getValue()) {
                Key key = new Key(page.getKey(), waiting.id());
                if (!waiting.events().isEmpty()) {
                    queue(key, waiting.events().get(0).sequence(), waiting.events());
                } else if (!lanes.containsKey(key)) {
                    // Everything was removed but the note that something waits: load() and drop would never clear it.
                    clearNote(key);
                }
            }
        }
    }

    private void clearNote(Key key) {
        keep(() -> key.collection().clearNote(key.id()));
    }

    private void keep(Runnable task) {
        try {
            keeper.execute(() -> {
                try {
                    task.run();
                } catch (RuntimeException e) {
                    LOGGER.atWarn()
                            .addKeyValue("fault", e.getClass().getSimpleName())
                            .log("the document server did not answer the outbox, trying again");
                }
            });
        } catch (RejectedExecutionException e) {
            LOGGER.atDebug().log("outbox is stopping");
        }
    }

    @Override
    public void stop() {
        stopping = true;
        Thread thread = sender;
        if (thread != null) {
            try {
                thread.join(STOP_PATIENCE.plusSeconds(1).toMillis());
                thread.interrupt();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        sender = null;
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
