package com.hotline48.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

import com.hotline48.events.EventCodec;
import com.hotline48.events.EventEnvelope;
import com.hotline48.events.HotlineEvent;
import com.hotline48.events.MalformedEventException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;

/** Collects what lies in topics (committed records only), from their beginning and as it comes; can write, too. */
public final class EventLog implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final EventCodec codec = new EventCodec();
    private final List<ConsumerRecord<String, byte[]>> records = new CopyOnWriteArrayList<>();
    private final KafkaConsumer<String, byte[]> consumer;
    private final KafkaProducer<String, byte[]> producer;
    private final Thread thread;
    private volatile boolean closed;

    private EventLog(String bootstrap, List<String> topics) {
        Map<String, Object> config = new HashMap<>();
        config.put("bootstrap.servers", bootstrap);
        config.put("isolation.level", "read_committed");
        config.put("auto.offset.reset", "earliest");
        config.put("enable.auto.commit", false);
        config.put("allow.auto.create.topics", false);
        config.put("auto.include.jmx.reporter", false);
        consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "acks", "all", "auto.include.jmx.reporter", false),
                new StringSerializer(),
                new ByteArraySerializer());
        thread = new Thread(() -> read(topics), "event-log");
        thread.setDaemon(true);
        thread.start();
    }

    /** Reads topics that are there, or will be soon. */
    public static EventLog of(String bootstrap, String... topics) {
        return new EventLog(bootstrap, List.of(topics));
    }

    private void read(List<String> topics) {
        try (consumer) {
            List<TopicPartition> partitions = List.of();
            int known = 0;
            while (!closed) {
                if (known < topics.size()) {
                    var listed = consumer.listTopics(Duration.ofSeconds(10));
                    List<TopicPartition> found = topics.stream()
                            .flatMap(topic -> listed.getOrDefault(topic, List.of()).stream())
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList();
                    if (found.size() > partitions.size()) {
                        List<TopicPartition> before = partitions;
                        Map<TopicPartition, Long> positions = new HashMap<>();
                        before.forEach(partition -> positions.put(partition, consumer.position(partition)));
                        consumer.assign(found);
                        found.forEach(partition -> consumer.seek(partition, positions.getOrDefault(partition, 0L)));
                        partitions = found;
                    }
                    known = (int) topics.stream().filter(listed::containsKey).count();
                }
                if (partitions.isEmpty()) {
                    Thread.sleep(50);
                } else {
                    consumer.poll(Duration.ofMillis(100)).forEach(records::add);
                }
            }
        } catch (WakeupException | InterruptException | InterruptedException e) {
            closed = true;
        }
    }

    /** Every record so far, in the order of reading: in order per partition. */
    public List<ConsumerRecord<String, byte[]>> records() {
        return List.copyOf(records);
    }

    /** Every event of the catalogue so far; records that are none are left out. */
    public List<EventEnvelope<?>> events() {
        List<EventEnvelope<?>> events = new ArrayList<>();
        records.forEach(record -> decode(record).ifPresent(events::add));
        return events;
    }

    private Optional<EventEnvelope<?>> decode(ConsumerRecord<String, byte[]> record) {
        try {
            return codec.decode(record.value()).fold(Optional::of, type -> Optional.<EventEnvelope<?>>empty());
        } catch (MalformedEventException e) {
            return Optional.empty();
        }
    }

    /** The events about a subject so far. */
    public List<EventEnvelope<?>> eventsOf(String subject) {
        return events().stream()
                .filter(event -> event.subject().equals(subject))
                .toList();
    }

    /** Waits until the events about a subject are as wanted, and gives them. */
    public List<EventEnvelope<?>> awaitEventsOf(String subject, Predicate<List<EventEnvelope<?>>> wanted) {
        return Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> eventsOf(subject), wanted);
    }

    /** Waits for the first fact of a kind about a subject. */
    public <T extends HotlineEvent> T awaitFact(String subject, Class<T> kind) {
        return awaitEventsOf(subject, events -> events.stream().anyMatch(event -> kind.isInstance(event.data())))
                .stream()
                .map(EventEnvelope::data)
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst()
                .orElseThrow();
    }

    /** Writes an event as its service would, and waits for the acknowledgement. */
    public void publish(String topic, EventEnvelope<?> event) {
        write(new ProducerRecord<>(topic, event.subject(), codec.encode(event)));
    }

    /** Writes any record, and waits for the acknowledgement. */
    public void write(ProducerRecord<String, byte[]> record) {
        try {
            producer.send(record).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        closed = true;
        consumer.wakeup();
        producer.close(Duration.ofSeconds(2));
    }
}
