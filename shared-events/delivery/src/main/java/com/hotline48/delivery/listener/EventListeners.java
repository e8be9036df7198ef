package com.hotline48.delivery.listener;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import com.hotline48.delivery.DeliveryProperties;
import com.hotline48.delivery.KafkaClients;
import com.hotline48.delivery.deadletter.DeadLetterStore;
import com.hotline48.events.Topics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.producer.Producer;
import org.springframework.context.SmartLifecycle;

/** Runs the listeners of all {@link EventSubscription}s of a service. */
public final class EventListeners implements SmartLifecycle {

    /** After the outbox. */
    public static final int PHASE = 1_000;

    private static final long STOP_MILLIS = 5_000;

    private final Collection<EventSubscription> subscriptions;
    private final KafkaClients clients;
    private final DeadLetterStore deadLetters;
    private final Supplier<? extends Producer<String, byte[]>> producers;
    private final DeliveryProperties properties;
    private final RetryPolicy retries;
    private final MeterRegistry meters;
    private final Clock clock;
    private final List<ConsumerLoop> loops = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running;

    public EventListeners(
            Collection<EventSubscription> subscriptions,
            KafkaClients clients,
            DeadLetterStore deadLetters,
            Supplier<? extends Producer<String, byte[]>> producers,
            DeliveryProperties properties,
            RetryPolicy retries,
            MeterRegistry meters,
            Clock clock) {
        this.subscriptions = List.copyOf(subscriptions);
        this.clients = clients;
        this.deadLetters = deadLetters;
        this.producers = producers;
        this.properties = properties;
        this.retries = retries;
        this.meters = meters;
        this.clock = clock;
    }

    /** What keeps a listener from going on, if something does. */
    public Optional<Throwable> fault() {
        for (ConsumerLoop loop : loops) {
            Throwable fault = loop.fault();
            if (fault != null) {
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }

    @Override
    public synchronized void start() {
        for (EventSubscription subscription : subscriptions) {
            ListenerMetrics metrics = new ListenerMetrics(meters, subscription.consumer());
            List<String> topics = new ArrayList<>(subscription.topics());
            subscription.topics().forEach(topic -> topics.add(Topics.resend(topic, subscription.consumer())));
            List<ConsumerLoop> members = new ArrayList<>();
            for (int i = 0; i < properties.listener().concurrency(); i++) {
                String name = subscription.consumer() + "-" + i;
                members.add(new ConsumerLoop(
                        name,
                        () -> clients.member(subscription.consumer(), name),
                        topics,
                        new EventTaker(subscription, deadLetters, producers, retries, metrics, clock)));
            }
            Gauge.builder("hotline.events.lag", members, all -> all.stream()
                            .mapToLong(ConsumerLoop::lag)
                            .sum())
                    .tag("consumer", subscription.consumer())
                    .description("Events that lie in the log and are not handled yet")
                    .register(meters);
            loops.addAll(members);
        }
        for (ConsumerLoop loop : loops) {
            Thread thread = new Thread(loop, properties.service() + "-listener-" + threads.size());
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
        running = true;
    }

    @Override
    public synchronized void stop() {
        loops.forEach(ConsumerLoop::stop);
        long until = System.nanoTime() + STOP_MILLIS * 1_000_000;
        for (Thread thread : threads) {
            try {
                thread.join(Math.max(1, (until - System.nanoTime()) / 1_000_000));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            thread.interrupt();
        }
        loops.clear();
        threads.clear();
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
