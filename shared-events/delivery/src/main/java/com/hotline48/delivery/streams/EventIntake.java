package com.hotline48.delivery.streams;

import java.nio.ByteBuffer;
import java.util.Optional;

import com.hotline48.delivery.deadletter.DeadLetterHeaders;
import com.hotline48.delivery.deadletter.DeadLetterHeaders.Origin;
import com.hotline48.events.DecodedEvent;
import com.hotline48.events.EventCodec;
import com.hotline48.events.EventEnvelope;
import com.hotline48.events.MalformedEventException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The first step of a topology's processor: decodes and validates a record before any store is touched. What cannot be
 * used, and whatever follows it under the same key of the same topic, goes to the child {@link #DEAD_LETTERS} in the
 * same transaction; the rest of the partition goes on. A record that was sent again is taken although its key is
 * blocked, and the last one of the key lifts the block. A record without a key blocks nothing.
 */
public final class EventIntake {

    /** Name of the processor's child that writes the dead-letter topic; see {@link DeadLetterTopics}. */
    public static final String DEAD_LETTERS = "dead-letters";

    private static final String RESEND = ".resend";
    /** No record of the key failed since the last resend. */
    private static final long NONE = Long.MAX_VALUE;

    private final EventCodec codec = new EventCodec();
    private final ProcessorContext<String, byte[]> context;
    private final KeyValueStore<String, byte[]> blocked;
    private final IntakeMetrics metrics;

    /**
     * Why a key is blocked.
     *
     * @param last offset of the last record that was diverted; when it has been resent and taken, the block is lifted
     * @param failed offset of the first record that still fails: later ones are not tried before it
     */
    private record Block(long last, long failed) {
        static Block of(byte[] value) {
            ByteBuffer bytes = ByteBuffer.wrap(value);
            return new Block(bytes.getLong(), bytes.getLong());
        }

        byte[] bytes() {
            return ByteBuffer.allocate(2 * Long.BYTES)
                    .putLong(last)
                    .putLong(failed)
                    .array();
        }
    }

    /** @param blocked store of blocked keys, written by nothing else */
    public EventIntake(
            ProcessorContext<String, byte[]> context, KeyValueStore<String, byte[]> blocked, IntakeMetrics metrics) {
        this.context = context;
        this.blocked = blocked;
        this.metrics = metrics;
    }

    /** The event to apply; empty when there is nothing to do: unknown type, dead letter, or behind one. */
    public Optional<EventEnvelope<?>> take(Record<String, byte[]> record) {
        Place place = place(record);
        Optional<Block> block = block(record.key(), place.origin());
        if (block.isPresent() && isHeldUp(block.get(), place)) {
            divert(record, place, "BLOCKED");
            return Optional.empty();
        }
        DecodedEvent decoded;
        try {
            if (record.value() == null) {
                throw new MalformedEventException("no value");
            }
            decoded = codec.decode(record.value());
        } catch (MalformedEventException e) {
            divert(record, place, "MALFORMED");
            return Optional.empty();
        }
        if (place.resent() && block.isPresent()) {
            lift(record.key(), place.origin(), block.get());
        }
        return decoded.fold(Optional::of, type -> {
            metrics.unknownType();
            return Optional.<EventEnvelope<?>>empty();
        });
    }

    /**
     * Diverts the record at hand, which {@link #take} passed on, before any store was changed for it.
     *
     * @param reason code without personal data
     */
    public void refuse(Record<String, byte[]> record, String reason) {
        divert(record, place(record), reason);
    }

    private record Place(Origin origin, boolean resent) {}

    private Place place(Record<String, byte[]> record) {
        Optional<RecordMetadata> metadata = context.recordMetadata();
        String topic = metadata.map(RecordMetadata::topic).orElse("");
        boolean resent = topic.endsWith(RESEND);
        return new Place(
                (resent ? DeadLetterHeaders.origin(record.headers()) : Optional.<Origin>empty())
                        .orElseGet(() -> new Origin(
                                topic,
                                metadata.map(RecordMetadata::partition).orElse(0),
                                metadata.map(RecordMetadata::offset).orElse(0L))),
                resent);
    }

    private static boolean isHeldUp(Block block, Place place) {
        return !place.resent() || place.origin().offset() > block.failed();
    }

    private void lift(String key, Origin origin, Block block) {
        if (origin.offset() >= block.last()) {
            blocked.delete(blockKey(key, origin));
        } else if (origin.offset() == block.failed()) {
            blocked.put(blockKey(key, origin), new Block(block.last(), NONE).bytes());
        }
    }

    private Optional<Block> block(@Nullable String key, Origin origin) {
        if (key == null) {
            return Optional.empty();
        }
        return Optional.ofNullable(blocked.get(blockKey(key, origin))).map(Block::of);
    }

    private static String blockKey(String key, Origin origin) {
        return origin.topic() + "|" + key;
    }

    private void divert(Record<String, byte[]> record, Place place, String reason) {
        Origin origin = place.origin();
        String key = record.key();
        if (key != null) {
            Block before = block(key, origin).orElseGet(() -> new Block(-1, NONE));
            boolean fails = !reason.equals("BLOCKED");
            blocked.put(
                    blockKey(key, origin),
                    new Block(
                                    Math.max(before.last(), origin.offset()),
                                    fails ? Math.min(before.failed(), origin.offset()) : before.failed())
                            .bytes());
        }
        Headers headers = new RecordHeaders(record.headers());
        DeadLetterHeaders.write(headers, origin, reason);
        context.forward(record.withHeaders(headers), DEAD_LETTERS);
        metrics.deadLettered();
    }
}
