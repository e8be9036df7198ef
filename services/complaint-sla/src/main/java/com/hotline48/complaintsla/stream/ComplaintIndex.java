package com.hotline48.complaintsla.stream;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

import com.hotline48.complaintsla.domain.ComplaintFact;
import com.hotline48.complaintsla.domain.Step;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Complaints that count, one row each, so sorted that those of one customer and subtype lie together by acceptance: a
 * change reads and writes a window's rows at most, however many complaints a number has made.
 */
final class ComplaintIndex {

    private final KeyValueStore<Bytes, byte[]> rows;
    private final Duration window;

    ComplaintIndex(KeyValueStore<Bytes, byte[]> rows, Duration window) {
        this.rows = rows;
        this.window = window;
    }

    void put(ComplaintFact fact) {
        if (fact.matchable()) {
            rows.put(key(fact, fact.acceptedAt(), fact.ticketId()), row(fact));
        }
    }

    void remove(ComplaintFact fact) {
        if (fact.matchable()) {
            rows.delete(key(fact, fact.acceptedAt(), fact.ticketId()));
        }
    }

    /** Complaints of the same customer and subtype accepted before this one within the window, latest first. */
    <T> T earlierThan(ComplaintFact fact, Function<Iterator<ComplaintFact>, T> reader) {
        if (!fact.matchable()) {
            return reader.apply(java.util.Collections.emptyIterator());
        }
        try (KeyValueIterator<Bytes, byte[]> found =
                rows.reverseRange(key(fact, fact.acceptedAt().minus(window), ""), key(fact, fact.acceptedAt(), ""))) {
            return reader.apply(decoded(found, fact));
        }
    }

    /** Complaints of the same customer and subtype accepted after this one within the window, soonest first. */
    void laterThan(ComplaintFact fact, Consumer<ComplaintFact> reader) {
        if (!fact.matchable()) {
            return;
        }
        Instant after = fact.acceptedAt().plusMillis(1);
        try (KeyValueIterator<Bytes, byte[]> found =
                rows.range(key(fact, after, ""), key(fact, after.plus(window), ""))) {
            decoded(found, fact).forEachRemaining(reader);
        }
    }

    private static Iterator<ComplaintFact> decoded(KeyValueIterator<Bytes, byte[]> rows, ComplaintFact like) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public ComplaintFact next() {
                KeyValue<Bytes, byte[]> row = rows.next();
                return fact(row.key.get(), row.value, like);
            }
        };
    }

    /** Binary, because a number that complains all day has thousands of rows in a window, and JSON takes 20 µs each. */
    private static byte[] row(ComplaintFact fact) {
        byte[] number = fact.number().getBytes(StandardCharsets.UTF_8);
        ByteBuffer row = ByteBuffer.allocate(2 * Long.BYTES
                        + 2
                        + 2 * Short.BYTES
                        + number.length
                        + fact.steps().size() * (1 + Long.BYTES))
                .putLong(fact.dueAt().toEpochMilli())
                .put((byte) (fact.satisfiedAt().isPresent() ? 1 : 0))
                .putLong(fact.satisfiedAt().map(Instant::toEpochMilli).orElse(0L))
                .put((byte) (fact.repeatOf().isPresent() ? 1 : 0))
                .putShort((short) fact.steps().size());
        for (Step step : fact.steps()) {
            row.put((byte) (step.kind() == Step.Kind.ANSWERED ? 1 : 0))
                    .putLong(step.at().toEpochMilli());
        }
        return row.putShort((short) number.length).put(number).array();
    }

    /** What a row says of its complaint, as far as {@link com.hotline48.complaintsla.domain.RepeatRules} reads of an earlier one. */
    private static ComplaintFact fact(byte[] key, byte[] value, ComplaintFact like) {
        int prefix = prefix(like).length;
        ByteBuffer place = ByteBuffer.wrap(key, prefix, key.length - prefix);
        Instant acceptedAt = Instant.ofEpochMilli(place.getLong() ^ Long.MIN_VALUE);
        String ticketId = StandardCharsets.UTF_8.decode(place).toString();
        ByteBuffer row = ByteBuffer.wrap(value);
        Instant dueAt = Instant.ofEpochMilli(row.getLong());
        boolean satisfied = row.get() == 1;
        Instant satisfiedAt = Instant.ofEpochMilli(row.getLong());
        boolean declared = row.get() == 1;
        int count = row.getShort();
        List<Step> steps = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            steps.add(new Step(
                    row.get() == 1 ? Step.Kind.ANSWERED : Step.Kind.REOPENED, Instant.ofEpochMilli(row.getLong())));
        }
        row.getShort();
        String number = StandardCharsets.UTF_8.decode(row).toString();
        return new ComplaintFact(
                ticketId,
                number,
                "",
                like.customerRef(),
                like.subtype(),
                acceptedAt,
                dueAt,
                steps,
                satisfied ? Optional.of(satisfiedAt) : Optional.empty(),
                declared ? Optional.of("") : Optional.empty(),
                true,
                0);
    }

    private static byte[] prefix(ComplaintFact fact) {
        byte[] customer = fact.customerRef().orElseThrow().getBytes(StandardCharsets.UTF_8);
        byte[] subtype = fact.subtype().orElseThrow().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(customer.length + subtype.length + 2)
                .put(customer)
                .put((byte) 0)
                .put(subtype)
                .put((byte) 0)
                .array();
    }

    private static Bytes key(ComplaintFact fact, Instant at, String ticketId) {
        byte[] prefix = prefix(fact);
        byte[] id = ticketId.getBytes(StandardCharsets.UTF_8);
        // Flipping the sign bit makes instants before 1970 sort first as unsigned bytes do.
        return Bytes.wrap(ByteBuffer.allocate(prefix.length + Long.BYTES + id.length)
                .put(prefix)
                .putLong(at.toEpochMilli() ^ Long.MIN_VALUE)
                .put(id)
                .array());
    }
}
