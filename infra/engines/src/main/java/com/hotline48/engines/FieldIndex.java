package com.hotline48.engines;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.DuplicateKeyError;
import org.jspecify.annotations.Nullable;

/**
 * An index over one or more fields, unique or not, sorted, in memory.
 *
 * <p>It is filled from the documents when the collection is opened and never stored, so it cannot contradict them after
 * a kill. Behind the declared fields the document's id is its last, implicit field, in the last field's direction.
 * Guarded by its collection's lock.
 */
final class FieldIndex extends Index<Object> {

    /** More combinations of {@code $in} values than this are not worth single look-ups. */
    private static final int MOST_INTERVALS = 256;

    private final boolean unique;
    private final List<String> fields;
    private final int[] directions;
    private final NavigableSet<Entry> entries = new TreeSet<>(this::compare);
    /** True once any document had an array in an indexed field: one document, several entries. */
    private boolean multikey;
    /** The documents come by {@link #fill}, not one index at a time. */
    private final boolean filledLater;

    FieldIndex(String name, List<IndexKey> keys, boolean sparse, boolean unique, boolean filledLater) {
        super(name, keys, sparse);
        this.filledLater = filledLater;
        this.unique = unique;
        this.fields = keys.stream().map(IndexKey::getKey).toList();
        this.directions = keys.stream().mapToInt(k -> k.isAscending() ? 1 : -1).toArray();
    }

    /** A document's values in the index, or with {@code edge} ≠ 0 a place before or after all entries of a prefix. */
    private record Entry(@Nullable Object[] values, @Nullable Object id, int edge) {}

    /** Entries between two prefixes, both inclusive. */
    private record Interval(@Nullable Object[] from, @Nullable Object[] to) {}

    /** One way to find a query's candidates. */
    final class Scan {

        private final List<Interval> intervals;
        private final boolean reverse;
        /** The candidates come in the order that the query asks for. */
        final boolean sorted;
        /** The larger, the fewer candidates are to be expected. */
        final int score;

        private Scan(List<Interval> intervals, boolean sorted, boolean reverse, int score) {
            this.intervals = intervals;
            this.sorted = sorted;
            this.reverse = reverse;
            this.score = score;
        }

        /** Ids of the candidates, each once. */
        Iterable<Object> ids() {
            if (intervals.size() == 1 && !multikey) {
                NavigableSet<Entry> range = range(intervals.get(0));
                Iterator<Entry> it = reverse ? range.descendingIterator() : range.iterator();
                return () -> new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return it.hasNext();
                    }

                    @Override
                    public Object next() {
                        return idOf(it.next());
                    }
                };
            }
            Set<Object> ids = new LinkedHashSet<>();
            for (Interval interval : intervals) {
                range(interval).forEach(entry -> ids.add(idOf(entry)));
            }
            return ids;
        }
    }

    /** How this index would serve the query; null when it cannot, or would only detour. */
    @Nullable
    Scan plan(Conditions conditions, @Nullable Document orderBy, boolean limited) {
        List<@Nullable Object[]> prefixes = new ArrayList<>();
        prefixes.add(new Object[0]);
        int score = 0;
        int fixed = 0;
        for (; fixed < fields.size(); fixed++) {
            Conditions.Condition condition = conditions.on(fields.get(fixed)).orElse(null);
            if (condition instanceof Conditions.Equal equal) {
                prefixes = extend(prefixes, List.of(equal.value()));
                score += 10;
            } else if (condition instanceof Conditions.In in
                    && prefixes.size() * in.values().size() <= MOST_INTERVALS) {
                prefixes = extend(prefixes, in.values());
                score += 8;
            } else {
                break;
            }
        }
        if (unique && fixed == fields.size()) {
            score += 1_000;
        }
        Conditions.Condition next =
                fixed < fields.size() ? conditions.on(fields.get(fixed)).orElse(null) : null;
        Conditions.@Nullable Range range = next instanceof Conditions.Range r ? r : null;
        boolean present = next instanceof Conditions.Present && isSparse() && fields.size() == 1;
        if (range != null || present) {
            score += 5;
        }
        int order = multikey || prefixes.size() != 1 ? 0 : order(conditions, orderBy, fixed);
        // Without a condition a sparse index would leave documents out.
        if (score == 0 && (order == 0 || !limited || isSparse())) {
            return null;
        }
        if (isSparse() && fixed == 0 && range == null && !present) {
            return null;
        }
        if (order != 0) {
            score += limited ? 12 : 3;
        }
        int direction = fixed < fields.size() ? directions[fixed] : 1;
        List<Interval> intervals = prefixes.stream()
                .map(prefix -> range == null
                        ? new Interval(prefix, prefix)
                        : direction > 0
                                ? new Interval(append(prefix, low(range)), append(prefix, high(range)))
                                : new Interval(append(prefix, high(range)), append(prefix, low(range))))
                .toList();
        return new Scan(intervals, order != 0, order < 0, score);
    }

    /** With arrays one element may satisfy the lower and another the upper bound: only one bound then. */
    private Object low(Conditions.Range range) {
        return range.low();
    }

    private Object high(Conditions.Range range) {
        return multikey && range.from() != null ? new Conditions.Range(range.from(), null).high() : range.high();
    }

    /** 1 = the entries behind the fixed prefix are in the wanted order, -1 = in the reverse one, 0 = in another. */
    private int order(Conditions conditions, @Nullable Document orderBy, int fixed) {
        if (orderBy == null || orderBy.isEmpty()) {
            return 0;
        }
        int order = 0;
        int at = fixed;
        for (Map.Entry<String, Object> wanted : orderBy.entrySet()) {
            if (conditions.fixes(wanted.getKey()) || at > fields.size()) {
                continue;
            }
            if (!(wanted.getValue() instanceof Number number)) {
                return 0;
            }
            boolean implicitId = at == fields.size();
            String field = implicitId ? "_id" : fields.get(at);
            int relative = Integer.signum(number.intValue()) * directions[Math.min(at, fields.size() - 1)];
            if (!field.equals(wanted.getKey()) || (order != 0 && relative != order)) {
                return 0;
            }
            order = relative;
            at = implicitId || field.equals("_id") ? fields.size() + 1 : at + 1;
        }
        return order == 0 ? 1 : order;
    }

    private static List<@Nullable Object[]> extend(List<@Nullable Object[]> prefixes, List<Object> values) {
        List<@Nullable Object[]> extended = new ArrayList<>();
        for (@Nullable Object[] prefix : prefixes) {
            for (Object value : values) {
                extended.add(append(prefix, value));
            }
        }
        return extended;
    }

    private static @Nullable Object[] append(@Nullable Object[] prefix, @Nullable Object value) {
        @Nullable Object[] longer = Arrays.copyOf(prefix, prefix.length + 1);
        longer[prefix.length] = value;
        return longer;
    }

    private NavigableSet<Entry> range(Interval interval) {
        Entry from = new Entry(interval.from, null, -1);
        Entry to = new Entry(interval.to, null, 1);
        return compare(from, to) > 0 ? new TreeSet<>(this::compare) : entries.subSet(from, true, to, true);
    }

    private int compare(Entry a, Entry b) {
        int shared = Math.min(a.values.length, b.values.length);
        for (int i = 0; i < shared; i++) {
            int byValue = ValueOrder.INSTANCE.compare(a.values[i], b.values[i]);
            if (byValue != 0) {
                return directions[i] * byValue;
            }
        }
        if (a.edge != 0 || b.edge != 0) {
            return Integer.compare(a.edge, b.edge);
        }
        return directions[directions.length - 1] * ValueOrder.INSTANCE.compare(a.id, b.id);
    }

    @Override
    public boolean isUnique() {
        return unique;
    }

    @Override
    public boolean hasSameOptions(Index<?> other) {
        return super.hasSameOptions(other) && unique == other.isUnique();
    }

    @Override
    public Object getPosition(Document document) {
        return Missing.ofNullable(document.get("_id"));
    }

    void fill(Document document) {
        entries.addAll(entriesOf(document));
    }

    /** Empty = the library fills it. */
    @Override
    public boolean isEmpty() {
        return !filledLater && entries.isEmpty();
    }

    @Override
    public void checkAdd(Document document, MongoCollection<Object> collection) {
        refuseDuplicate(entriesOf(document), getPosition(document), collection);
    }

    @Override
    public void add(Document document, Object position, MongoCollection<Object> collection) {
        List<Entry> added = entriesOf(document);
        refuseDuplicate(added, position, collection);
        entries.addAll(added);
    }

    @Override
    @SuppressWarnings("NullAway") // the library takes null from a sparse index
    public Object remove(Document document) {
        List<Entry> removed = entriesOf(document);
        removed.forEach(entries::remove);
        return removed.isEmpty() && isSparse() ? null : getPosition(document);
    }

    @Override
    public void checkUpdate(Document oldDocument, Document newDocument, MongoCollection<Object> collection) {
        refuseDuplicate(entriesOf(newDocument), getPosition(oldDocument), collection);
    }

    @Override
    public void updateInPlace(
            Document oldDocument, Document newDocument, Object position, MongoCollection<Object> collection) {
        List<Entry> removed = entriesOf(oldDocument);
        List<Entry> added = entriesOf(newDocument);
        if (!same(removed, added)) {
            removed.forEach(entries::remove);
            entries.addAll(added);
        }
    }

    private boolean same(List<Entry> some, List<Entry> others) {
        if (some.size() != others.size()) {
            return false;
        }
        for (int i = 0; i < some.size(); i++) {
            if (compare(some.get(i), others.get(i)) != 0) {
                return false;
            }
        }
        return true;
    }

    private void refuseDuplicate(List<Entry> added, Object id, MongoCollection<Object> collection) {
        if (!unique) {
            return;
        }
        for (Entry entry : added) {
            for (Entry known : range(new Interval(entry.values, entry.values))) {
                if (ValueOrder.INSTANCE.compare(known.id, id) != 0) {
                    throw new DuplicateKeyError(this, collection, getKeys(), new KeyValue(Arrays.asList(entry.values)));
                }
            }
        }
    }

    private List<Entry> entriesOf(Document document) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        rows.add(new Object[0]);
        boolean anyField = false;
        for (String field : fields) {
            Object value = Utils.getSubdocumentValueCollectionAware(document, field);
            anyField |= !(value instanceof Missing);
            if (value instanceof Collection<?> elements) {
                multikey = true;
                rows = multiply(rows, elements);
            } else {
                Object single = value instanceof Missing ? null : value;
                rows.replaceAll(row -> append(row, single));
            }
        }
        if (isSparse() && !anyField) {
            return List.of();
        }
        Object id = getPosition(document);
        return rows.stream().map(row -> new Entry(row, id, 0)).toList();
    }

    /** An empty array stays one entry: a shorter prefix must still find the document. */
    private static List<@Nullable Object[]> multiply(List<@Nullable Object[]> rows, Collection<?> elements) {
        List<@Nullable Object[]> multiplied = new ArrayList<>();
        for (@Nullable Object[] row : rows) {
            if (elements.isEmpty()) {
                multiplied.add(append(row, null));
            }
            for (Object element : elements) {
                multiplied.add(append(row, element instanceof Missing ? null : element));
            }
        }
        return multiplied;
    }

    private static Object idOf(Entry entry) {
        return Missing.ofNullable(entry.id);
    }

    /** The collection plans by itself, with order and limit in view. */
    @Override
    public boolean canHandle(Document query) {
        return false;
    }

    @Override
    public Iterable<Object> getPositions(Document query) {
        throw new UnsupportedOperationException("positions are planned by the collection");
    }

    @Override
    public long getCount() {
        return entries.size();
    }

    @Override
    public long getDataSize() {
        return entries.size();
    }

    @Override
    public void drop() {
        entries.clear();
    }
}
