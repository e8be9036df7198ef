package com.hotline48.engines;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.UUID;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.ValueComparator;
import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.LegacyUUID;
import de.bwaldvogel.mongo.bson.MaxKey;
import de.bwaldvogel.mongo.bson.MinKey;
import de.bwaldvogel.mongo.bson.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * Orders BSON values as the server's own sort does: by type, then by value; numbers by value whatever their type.
 *
 * <p>An {@link Edge} stands before or after every value of one type, so that a range with one bound ends with its type
 * as queries do.
 */
final class ValueOrder implements Comparator<@Nullable Object> {

    static final ValueOrder INSTANCE = new ValueOrder();

    /** Before ({@code top} false) or after all values of a type. */
    record Edge(int rank, boolean top) {}

    private ValueOrder() {}

    @Override
    public int compare(@Nullable Object a, @Nullable Object b) {
        // Strings first: nearly all keys are.
        if (a instanceof String x && b instanceof String y) {
            return x.compareTo(y);
        }
        int byType = Integer.compare(rank(a), rank(b));
        if (byType != 0 || a == b) {
            return byType;
        }
        if (a instanceof Edge x) {
            return b instanceof Edge y ? Boolean.compare(x.top, y.top) : x.top ? 1 : -1;
        }
        if (b instanceof Edge y) {
            return y.top ? -1 : 1;
        }
        if (a == null || b == null || a instanceof Missing) {
            return 0;
        }
        if (a instanceof Number x && b instanceof Number y) {
            return compareNumbers(x, y);
        }
        if (a instanceof Instant x && b instanceof Instant y) {
            return x.compareTo(y);
        }
        return ValueComparator.ascWithoutListHandling().compare(a, b);
    }

    private static int compareNumbers(Number a, Number b) {
        if (isWhole(a) && isWhole(b)) {
            return Long.compare(a.longValue(), b.longValue());
        }
        // + 0.0 makes -0.0 equal to 0.0.
        return Double.compare(a.doubleValue() + 0.0, b.doubleValue() + 0.0);
    }

    private static boolean isWhole(Number number) {
        return number instanceof Integer || number instanceof Long;
    }

    /** Position of the value's type among the types: smaller sorts first. */
    static int rank(@Nullable Object value) {
        if (value instanceof String) {
            return 3;
        } else if (value instanceof Number) {
            return 2;
        } else if (value == null || value instanceof Missing) {
            return 1;
        } else if (value instanceof Instant) {
            return 11;
        } else if (value instanceof ObjectId) {
            return 9;
        } else if (value instanceof Boolean) {
            return 10;
        } else if (value instanceof Document) {
            return 4;
        } else if (value instanceof Edge edge) {
            return edge.rank;
        } else if (value instanceof Collection<?>) {
            return 5;
        } else if (value instanceof BinData) {
            return 6;
        } else if (value instanceof LegacyUUID) {
            return 7;
        } else if (value instanceof UUID) {
            return 8;
        } else if (value instanceof BsonTimestamp) {
            return 12;
        } else if (value instanceof BsonRegularExpression) {
            return 13;
        } else if (value instanceof MinKey) {
            return 0;
        } else if (value instanceof MaxKey) {
            return 14;
        }
        throw new IllegalArgumentException("value of type " + value.getClass().getName() + " (expected: a BSON type)");
    }
}
