package com.hotline48.engines;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * What a query says about single fields, as far as an index can use it.
 *
 * <p>Everything else in the query is left out: an index yields candidates, and each is held against the whole query.
 * So a condition may be dropped, never invented.
 */
final class Conditions {

    /** One field's condition. */
    sealed interface Condition permits Equal, In, Range, Present {}

    record Equal(Object value) implements Condition {}

    record In(List<Object> values) implements Condition {
        public In {
            values = List.copyOf(values);
        }
    }

    /** Bounds count as inclusive; a missing one is the end of the type. */
    record Range(@Nullable Object from, @Nullable Object to) implements Condition {

        Object low() {
            return from != null ? from : new ValueOrder.Edge(ValueOrder.rank(to), false);
        }

        Object high() {
            return to != null ? to : new ValueOrder.Edge(ValueOrder.rank(from), true);
        }
    }

    record Present() implements Condition {}

    private final Map<String, Condition> byField = new LinkedHashMap<>();

    private Conditions() {}

    static Conditions of(Document query) {
        Conditions conditions = new Conditions();
        conditions.read(query);
        return conditions;
    }

    Optional<Condition> on(String field) {
        return Optional.ofNullable(byField.get(field));
    }

    boolean fixes(String field) {
        return byField.get(field) instanceof Equal;
    }

    private void read(Document query) {
        for (Map.Entry<String, Object> entry : query.entrySet()) {
            String field = entry.getKey();
            Object value = entry.getValue();
            if (field.equals("$and") && value instanceof Collection<?> parts) {
                for (Object part : parts) {
                    if (part instanceof Document document) {
                        read(document);
                    }
                }
            } else if (!field.startsWith("$")) {
                readField(field, value);
            }
        }
    }

    private void readField(String field, @Nullable Object value) {
        if (value instanceof Document operators && !BsonRegularExpression.isRegularExpression(value)) {
            operators.forEach((operator, operand) -> readOperator(field, operator, operand));
        } else if (value != null && isScalar(value)) {
            add(field, new Equal(value));
        }
    }

    private void readOperator(String field, String operator, @Nullable Object operand) {
        switch (operator) {
            case "$eq" -> {
                if (operand != null && isScalar(operand)) {
                    add(field, new Equal(operand));
                }
            }
            case "$in" -> {
                if (operand instanceof Collection<?> values && values.stream().allMatch(Conditions::isScalar)) {
                    add(field, new In(List.copyOf(values)));
                }
            }
            case "$gt", "$gte" -> {
                if (isScalar(operand)) {
                    add(field, new Range(operand, null));
                }
            }
            case "$lt", "$lte" -> {
                if (isScalar(operand)) {
                    add(field, new Range(null, operand));
                }
            }
            case "$exists" -> {
                if (Boolean.TRUE.equals(operand)) {
                    add(field, new Present());
                }
            }
            default -> {
                // No index serves it; the candidates are held against it.
            }
        }
    }

    private void add(String field, Condition added) {
        Condition known = byField.get(field);
        if (known instanceof Range a && added instanceof Range b) {
            byField.put(field, new Range(a.from != null ? a.from : b.from, a.to != null ? a.to : b.to));
        } else if (known == null || weight(added) > weight(known)) {
            byField.put(field, added);
        }
    }

    private static int weight(Condition condition) {
        if (condition instanceof Equal) {
            return 3;
        } else if (condition instanceof In) {
            return 2;
        }
        return condition instanceof Range ? 1 : 0;
    }

    /** Null is left out: it also matches what is not there, and an index cannot tell. */
    private static boolean isScalar(@Nullable Object value) {
        return value != null
                && !(value instanceof Missing)
                && !(value instanceof Document)
                && !(value instanceof Collection<?>)
                && !BsonRegularExpression.isRegularExpression(value);
    }
}
