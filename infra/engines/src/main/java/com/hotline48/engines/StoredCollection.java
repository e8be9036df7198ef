package com.hotline48.engines;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Spliterators;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractMongoCollection;
import de.bwaldvogel.mongo.backend.ArrayFilters;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.Cursor;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DefaultQueryMatcher;
import de.bwaldvogel.mongo.backend.DocumentWithPosition;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.oplog.Oplog;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * A collection whose queries use indexes and see whole documents only.
 *
 * <p>Writers exclude each other. A reader of an index shares the lock; a reader of the whole collection needs none: it
 * walks the pages of one moment. Every query decodes copies of its own: the library changes what a query returned in
 * place, field by field, and with shared documents another reader would see, or the file would keep, half an update.
 */
final class StoredCollection extends AbstractMongoCollection<Object> {

    /** Documents in a batch when the client names no size: the driver takes at most 48 MB in one message. */
    static final int DEFAULT_BATCH = 1_000;

    private final DocumentStore store;
    private final String mapName;
    private final MVMap<Object, byte[]> documents;
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    /** What a pipeline under way on this thread starts with, so that it reads no more than it must. */
    @SuppressWarnings("ThreadLocalUsage") // one per collection: a pipeline may read others too
    private final ThreadLocal<@Nullable Document> firstMatch = new ThreadLocal<>();
    /** Guarded by the write lock: the update under way wants one document, not all that match. */
    private boolean updatingOne;

    StoredCollection(
            MongoDatabase database,
            String name,
            CollectionOptions options,
            CursorRegistry cursors,
            DocumentStore store) {
        super(database, name, options, cursors);
        this.store = store;
        this.mapName = database.getDatabaseName() + "." + name;
        this.documents = store.documents(mapName);
    }

    /** Runs a pipeline whose first stage keeps what matches the query only. */
    <T> T startingWith(Document match, Supplier<T> pipeline) {
        firstMatch.set(match);
        try {
            return pipeline.get();
        } finally {
            firstMatch.remove();
        }
    }

    @Override
    public Iterable<Document> queryAll() {
        Document match = firstMatch.get();
        return handleQuery(match == null ? new Document() : new Document("$query", match));
    }

    @Override
    protected boolean documentMatchesQuery(Document document, Document query) {
        // The inherited matcher keeps a position: it must not be shared between readers.
        return new DefaultQueryMatcher().matches(document, query);
    }

    @Override
    protected QueryResult queryDocuments(
            Document query,
            @Nullable Document orderBy,
            int numberToSkip,
            int limit,
            int batchSize,
            @Nullable Document fieldSelector) {
        boolean writing = lock.isWriteLockedByCurrentThread();
        int wanted = writing && updatingOne && limit == 0 ? 1 : Math.abs(limit);
        List<Document> found = store.reading(() -> find(query, orderBy, numberToSkip, wanted));
        return matchDocumentsFromStream(
                new Document(),
                found.stream(),
                0,
                0,
                batchSize,
                noOrder(),
                fieldSelector == null ? new Document() : fieldSelector);
    }

    @SuppressWarnings("NullAway") // the library's way to say: leave the order alone
    private static Comparator<Document> noOrder() {
        return null;
    }

    private List<Document> find(Document query, @Nullable Document orderBy, int skip, int limit) {
        boolean natural = orderBy == null || orderBy.isEmpty() || orderBy.containsKey("$natural");
        Document order = natural ? null : orderBy;
        Conditions conditions = Conditions.of(query);
        int end = limit == 0 ? Integer.MAX_VALUE : skip + limit;
        if ("_id".equals(getIdField()) && conditions.on("_id").isPresent()) {
            List<Object> ids = ids(conditions.on("_id").get());
            if (ids != null) {
                return page(ids.stream().map(this::read), query, order, skip, end);
            }
        }
        lock.readLock().lock();
        try {
            FieldIndex.Scan scan = bestScan(conditions, order, limit > 0);
            if (scan != null) {
                Stream<Document> candidates =
                        StreamSupport.stream(scan.ids().spliterator(), false).map(this::read);
                return page(candidates, query, scan.sorted ? null : order, skip, end);
            }
        } finally {
            lock.readLock().unlock();
        }
        boolean byId = order != null && order.keySet().iterator().next().equals("_id");
        boolean reverse = orderBy != null && isDescending(orderBy, byId ? "_id" : "$natural");
        Object from = null;
        Object to = null;
        if ("_id".equals(getIdField()) && conditions.on("_id").orElse(null) instanceof Conditions.Range range) {
            from = range.low();
            to = range.high();
        }
        Iterator<Document> all = values(documents, reverse ? to : from, reverse ? from : to, reverse);
        Stream<Document> candidates = StreamSupport.stream(Spliterators.spliteratorUnknownSize(all, 0), false);
        return page(candidates, query, byId ? null : order, skip, end);
    }

    private @Nullable Document read(Object id) {
        byte[] bytes = documents.get(id);
        return bytes == null ? null : Bson.decode(bytes);
    }

    /** Fills the indexes that were declared before, all in one pass. */
    void fillIndexes() {
        writing(() -> {
            List<FieldIndex> empty = getIndexes().stream()
                    .filter(FieldIndex.class::isInstance)
                    .map(FieldIndex.class::cast)
                    .toList();
            if (!empty.isEmpty()) {
                values(documents, null, null, false)
                        .forEachRemaining(document -> empty.forEach(index -> index.fill(document)));
            }
        });
    }

    private static boolean isDescending(Document order, String field) {
        return order.get(field) instanceof Number direction && direction.intValue() < 0;
    }

    /** Ids named one by one; null when the condition names a range. */
    private static @Nullable List<Object> ids(Conditions.Condition condition) {
        if (condition instanceof Conditions.Equal equal) {
            return List.of(equal.value());
        }
        return condition instanceof Conditions.In in
                ? List.copyOf(
                        in.values().stream().collect(Collectors.toCollection(() -> new TreeSet<>(ValueOrder.INSTANCE))))
                : null;
    }

    @SuppressWarnings("NullAway") // no bound = null, to the store
    private static Iterator<Document> values(
            MVMap<Object, byte[]> map, @Nullable Object from, @Nullable Object to, boolean reverse) {
        var cursor = map.cursor(from, to, reverse);
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return cursor.hasNext();
            }

            @Override
            public Document next() {
                cursor.next();
                return Bson.decode(cursor.getValue());
            }
        };
    }

    private FieldIndex.@Nullable Scan bestScan(Conditions conditions, @Nullable Document order, boolean limited) {
        FieldIndex.Scan best = null;
        for (Index<Object> index : getIndexes()) {
            if (index instanceof FieldIndex fields) {
                FieldIndex.Scan scan = fields.plan(conditions, order, limited);
                if (scan != null && (best == null || scan.score > best.score)) {
                    best = scan;
                }
            }
        }
        return best;
    }

    private List<Document> page(
            Stream<Document> candidates, Document query, @Nullable Document order, int skip, int end) {
        Stream<Document> matching = candidates.filter(document -> {
            if (document == null) {
                return false;
            }
            store.scanned().increment();
            return documentMatchesQuery(document, query);
        });
        if (order == null) {
            return new ArrayList<>(matching.skip(skip)
                    .limit(end == Integer.MAX_VALUE ? Long.MAX_VALUE : end - skip)
                    .toList());
        }
        Comparator<Document> comparator = deriveComparator(order);
        if (end == Integer.MAX_VALUE) {
            return new ArrayList<>(matching.sorted(comparator).skip(skip).toList());
        }
        return first(matching.iterator(), comparator, skip, end);
    }

    /** Keeps the first ones only: sorting 100,000 documents to show 50 takes seconds. */
    private static List<Document> first(
            Iterator<Document> documents, Comparator<Document> comparator, int skip, int end) {
        PriorityQueue<Document> kept = new PriorityQueue<>(comparator.reversed());
        while (documents.hasNext()) {
            Document document = documents.next();
            if (kept.size() < end) {
                kept.add(document);
            } else if (comparator.compare(document, kept.element()) < 0) {
                kept.remove();
                kept.add(document);
            }
        }
        List<Document> sorted = new ArrayList<>(kept);
        sorted.sort(comparator);
        return new ArrayList<>(sorted.subList(Math.min(skip, sorted.size()), sorted.size()));
    }

    @Override
    protected Cursor createCursor(List<Document> remaining) {
        ResultCursor cursor = new ResultCursor(cursorRegistry.generateCursorId(), remaining);
        cursorRegistry.add(cursor);
        return cursor;
    }

    @Override
    protected QueryResult matchDocuments(
            Document query, Document orderBy, int skip, int limit, int batchSize, Document fieldSelector) {
        return queryDocuments(query, orderBy, skip, limit, batchSize, fieldSelector);
    }

    @Override
    protected Object addDocumentInternal(Document document) {
        String idField = getIdField();
        Object id =
                idField == null ? UUID.randomUUID() : Missing.ofNullable(Utils.getSubdocumentValue(document, idField));
        store.put(mapName, id, document);
        return id;
    }

    @Override
    protected void handleUpdate(Object position, Document oldDocument, Document newDocument) {
        store.put(mapName, Missing.ofNullable(position), newDocument);
    }

    @Override
    protected void removeDocument(Object position) {
        store.remove(mapName, position);
    }

    @Override
    protected Document getDocument(Object position) {
        return Objects.requireNonNull(read(position), "no document at a position of its index");
    }

    @Override
    protected Stream<DocumentWithPosition<Object>> streamAllDocumentsWithPosition() {
        return documents.entrySet().stream()
                .map(entry -> new DocumentWithPosition<>(Bson.decode(entry.getValue()), entry.getKey()));
    }

    @Override
    public int count() {
        return documents.size();
    }

    @Override
    public boolean isEmpty() {
        return documents.isEmpty();
    }

    /** Sizes would have to be computed on every write; nobody asks for them. */
    @Override
    protected boolean tracksDataSize() {
        return false;
    }

    @Override
    protected void updateDataSize(int sizeDelta) {
        throw new UnsupportedOperationException("data sizes are not tracked");
    }

    @Override
    protected int getDataSize() {
        return 0;
    }

    @Override
    public void addDocument(Document document) {
        writing(() -> super.addDocument(document));
    }

    @Override
    public void removeDocument(Document document) {
        writing(() -> super.removeDocument(document));
    }

    @Override
    public List<Document> insertDocuments(List<Document> added, boolean isOrdered) {
        return writing(() -> super.insertDocuments(added, isOrdered));
    }

    @Override
    public Document findAndModify(Document query) {
        return writing(() -> super.findAndModify(query));
    }

    @Override
    public Document updateDocuments(
            Document selector,
            Document updateQuery,
            ArrayFilters arrayFilters,
            boolean isMulti,
            boolean isUpsert,
            Oplog oplog) {
        return writing(() -> {
            updatingOne = !isMulti;
            try {
                return super.updateDocuments(selector, updateQuery, arrayFilters, isMulti, isUpsert, oplog);
            } finally {
                updatingOne = false;
            }
        });
    }

    @Override
    public int deleteDocuments(Document selector, int limit, Oplog oplog) {
        return writing(() -> super.deleteDocuments(selector, limit, oplog));
    }

    @Override
    public void addIndex(Index<Object> index) {
        writing(() -> super.addIndex(index));
    }

    @Override
    public void dropIndex(String indexName) {
        writing(() -> super.dropIndex(indexName));
    }

    @Override
    public void drop() {
        writing(() -> {
            super.drop();
            store.clear(mapName);
        });
    }

    private void writing(Runnable write) {
        writing(() -> {
            write.run();
            return true;
        });
    }

    private <T> T writing(Supplier<T> write) {
        lock.writeLock().lock();
        try {
            return write.get();
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** What a query found beyond the first batch. */
    private static final class ResultCursor extends de.bwaldvogel.mongo.backend.AbstractCursor {

        private List<Document> remaining;

        ResultCursor(long id, List<Document> remaining) {
            super(id);
            this.remaining = Collections.unmodifiableList(remaining);
        }

        @Override
        public synchronized boolean isEmpty() {
            return remaining.isEmpty();
        }

        @Override
        public synchronized List<Document> takeDocuments(int numberToReturn) {
            int batch = Math.min(remaining.size(), numberToReturn > 0 ? numberToReturn : DEFAULT_BATCH);
            List<Document> taken = remaining.subList(0, batch);
            remaining = remaining.subList(batch, remaining.size());
            return taken;
        }
    }
}
