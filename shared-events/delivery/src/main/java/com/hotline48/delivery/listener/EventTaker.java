package com.hotline48.delivery.listener;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import com.hotline48.delivery.EngineFaults;
import com.hotline48.delivery.deadletter.DeadLetterHeaders;
import com.hotline48.delivery.deadletter.DeadLetterHeaders.Origin;
import com.hotline48.delivery.deadletter.DeadLetterStore;
import com.hotline48.events.DecodedEvent;
import com.hotline48.events.EventCodec;
import com.hotline48.events.EventEnvelope;
import com.hotline48.events.MalformedEventException;
import com.hotline48.events.Topics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands records of one subscription to its handler, with retries; what cannot be handled, and what follows it under the
 * same key of the same topic, goes to the dead letters until all of them were resent and handled. Belongs to one thread.
 */
final class EventTaker implements ConsumerLoop.RecordTaker {

    private static final Logger LOGGER = LoggerFactory.getLogger(EventTaker.class);
    private static final String RESEND = ".resend";
    private static final int REMEMBERED_SEQUENCES = 20_000;

    private final EventSubscription subscription;
    private final DeadLetterStore deadLetters;
    private final Supplier<? extends Producer<String, byte[]>> producers;
    private final RetryPolicy retries;
    private final ListenerMetrics metrics;
    private final Clock clock;
    private final EventCodec codec = new EventCodec();
    /** Offsets that hold up a key, by topic and partition they lay in first, then by key. */
    private final Map<TopicPartition, Map<String, SortedSet<Long>>> blocked = new HashMap<>();

    private final Map<String, Long> sequences = new LinkedHashMap<>(256, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > REMEMBERED_SEQUENCES;
        }
    };

    EventTaker(
            EventSubscription subscription,
            DeadLetterStore deadLetters,
            Supplier<? extends Producer<String, byte[]>> producers,
            RetryPolicy retries,
            ListenerMetrics metrics,
            Clock clock) {
        this.subscription = subscription;
        this.deadLetters = deadLetters;
        this.producers = producers;
        this.retries = retries;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    public void assigned(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            if (!partition.topic().endsWith(RESEND)) {
                Map<String, SortedSet<Long>> keys = new HashMap<>();
                deadLetters
                        .unresolved(subscription.consumer(), partition.topic(), partition.partition())
                        .forEach(letter -> keys.computeIfAbsent(letter.key(), key -> new TreeSet<>())
                                .add(letter.offset()));
                blocked.put(partition, keys);
            }
        }
    }

    @Override
    public void revoked(Collection<TopicPartition> partitions) {
        partitions.forEach(blocked::remove);
    }

    @Override
    public Duration take(ConsumerRecord<String, byte[]> record, int attempt) {
        boolean resent = record.topic().endsWith(RESEND);
        Origin origin = (resent ? DeadLetterHeaders.origin(record.headers()) : Optional.<Origin>empty())
                .orElseGet(() -> new Origin(record.topic(), record.partition(), record.offset()));
        try {
            if (isHeldUp(record.key(), origin, resent)) {
                return bury(record, origin, "BLOCKED");
            }
            Optional<EventEnvelope<?>> event = decode(record);
            if (event.isPresent()) {
                subscription.handler().handle(event.get());
                metrics.handled();
                checkSequence(event.get());
            }
            if (resent) {
                deadLetters.resolve(origin, subscription.consumer());
                release(record.key(), origin);
            }
            return Duration.ZERO;
        } catch (PermanentEventException e) {
            return bury(record, origin, code(e.getMessage()));
        } catch (MalformedEventException e) {
            return bury(record, origin, "MALFORMED");
        } catch (RuntimeException e) {
            if (EngineFaults.isUnavailable(e)) {
                LOGGER.atWarn()
                        .addKeyValue("consumer", subscription.consumer())
                        .addKeyValue("fault", e.getClass().getSimpleName())
                        .log("event waits: an engine or a neighbour is away");
                return retries.waitForEngine();
            }
            if (attempt < retries.waits().size()) {
                metrics.retried();
                return retries.waits().get(attempt);
            }
            LOGGER.atError()
                    .addKeyValue("consumer", subscription.consumer())
                    .addKeyValue("topic", origin.topic())
                    .addKeyValue("partition", origin.partition())
                    .addKeyValue("offset", origin.offset())
                    .addKeyValue("fault", e.getClass().getName())
                    .addKeyValue("at", e.getStackTrace().length == 0 ? "?" : String.valueOf(e.getStackTrace()[0]))
                    .log("event could not be handled");
            return bury(record, origin, "FAILED_" + e.getClass().getSimpleName());
        }
    }

    private Optional<EventEnvelope<?>> decode(ConsumerRecord<String, byte[]> record) {
        if (record.value() == null) {
            throw new MalformedEventException("no value");
        }
        DecodedEvent decoded = codec.decode(record.value());
        return decoded.fold(Optional::of, type -> {
            metrics.skippedUnknownType();
            return Optional.<EventEnvelope<?>>empty();
        });
    }

    private boolean isHeldUp(@Nullable String key, Origin origin, boolean resent) {
        if (key == null) {
            return false;
        }
        SortedSet<Long> dead = blockedKeys(origin).get(key);
        // A resent record is tried if none that lay before it is still dead.
        return dead != null && (resent ? dead.first() < origin.offset() : dead.first() != origin.offset());
    }

    private Map<String, SortedSet<Long>> blockedKeys(Origin origin) {
        return blocked.computeIfAbsent(
                new TopicPartition(origin.topic(), origin.partition()), partition -> new HashMap<>());
    }

    private void release(@Nullable String key, Origin origin) {
        if (key != null) {
            Map<String, SortedSet<Long>> keys = blockedKeys(origin);
            SortedSet<Long> dead = keys.get(key);
            if (dead != null) {
                dead.remove(origin.offset());
                if (dead.isEmpty()) {
                    keys.remove(key);
                }
            }
        }
    }

    private Duration bury(ConsumerRecord<String, byte[]> record, Origin origin, String reason) {
        try {
            publish(record, origin, reason);
            deadLetters.bury(
                    origin,
                    subscription.consumer(),
                    record,
                    reason,
                    clock.instant(),
                    false,
                    // A record dies again only after it was resent: the place in the resend topic is the later one.
                    record.topic().endsWith(RESEND) ? record.offset() + 1 : 0);
        } catch (RuntimeException e) {
            LOGGER.atWarn()
                    .addKeyValue("consumer", subscription.consumer())
                    .addKeyValue("fault", e.getClass().getSimpleName())
                    .log("dead letter cannot be kept at present, trying again");
            return retries.waitForEngine();
        }
        if (record.key() != null) {
            blockedKeys(origin)
                    .computeIfAbsent(record.key(), key -> new TreeSet<>())
                    .add(origin.offset());
        }
        metrics.dead();
        LOGGER.atError()
                .addKeyValue("consumer", subscription.consumer())
                .addKeyValue("topic", origin.topic())
                .addKeyValue("partition", origin.partition())
                .addKeyValue("offset", origin.offset())
                .addKeyValue("reason", reason)
                .log("event is a dead letter");
        return Duration.ZERO;
    }

    private void publish(ConsumerRecord<String, byte[]> record, Origin origin, String reason) {
        ProducerRecord<String, byte[]> dead = new ProducerRecord<>(
                Topics.deadLetters(origin.topic(), subscription.consumer()),
                origin.partition(),
                record.key(),
                record.value());
        record.headers().forEach(dead.headers()::add);
        DeadLetterHeaders.write(dead.headers(), origin, reason);
        try {
            producers.get().send(dead).get(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the log did not take a dead letter", e);
        }
    }

    private void checkSequence(EventEnvelope<?> event) {
        String key = event.source() + "|" + event.subject();
        Long last = sequences.get(key);
        // What a relay sends again comes with an older number.
        sequences.merge(key, event.sequence(), Math::max);
        if (last != null && event.sequence() > last + 1) {
            metrics.sequenceGap();
            LOGGER.atError()
                    .addKeyValue("consumer", subscription.consumer())
                    .addKeyValue("source", event.source())
                    .addKeyValue("sequence", event.sequence())
                    .addKeyValue("after", last)
                    .log("an event is missing before this one");
        }
    }

    private static String code(@Nullable String message) {
        return message != null && message.matches("[A-Za-z0-9._-]{1,64}") ? message : "REFUSED";
    }
}
