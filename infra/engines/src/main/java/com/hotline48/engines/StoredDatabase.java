package com.hotline48.engines;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractSynchronizedMongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DatabaseResolver;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.oplog.NoopOplog;
import de.bwaldvogel.mongo.oplog.Oplog;
import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

/** A database whose collections are {@link StoredCollection}s with working indexes. */
final class StoredDatabase extends AbstractSynchronizedMongoDatabase<Object> {

    private final DocumentStore store;
    private final List<StoredCollection> opened = new ArrayList<>();
    private boolean opening;

    StoredDatabase(String name, CursorRegistry cursors, DocumentStore store) {
        super(name, cursors);
        this.store = store;
        // Opens the collections and fills the indexes that are on record.
        opening = true;
        initializeNamespacesAndIndexes();
        opening = false;
        opened.forEach(StoredCollection::fillIndexes);
    }

    @Override
    protected MongoCollection<Object> openOrCreateCollection(String name, CollectionOptions options) {
        StoredCollection collection = new StoredCollection(this, name, options, cursorRegistry, store);
        if (opening) {
            opened.add(collection);
        }
        return collection;
    }

    @Override
    protected Index<Object> openOrCreateUniqueIndex(
            String collection, String name, List<IndexKey> keys, boolean sparse) {
        return keys.size() == 1 && keys.get(0).getKey().equals("_id")
                ? new IdIndex(name, keys, store.documents(getFullCollectionNamespace(collection)))
                : new FieldIndex(name, keys, sparse, true, opening);
    }

    @Override
    protected Index<Object> openOrCreateSecondaryIndex(
            String collection, String name, List<IndexKey> keys, boolean sparse) {
        return new FieldIndex(name, keys, sparse, false, opening);
    }

    @Override
    public Document handleCommand(
            Channel channel, String command, Document query, DatabaseResolver databases, Oplog oplog) {
        Supplier<Document> inherited = () -> super.handleCommand(channel, command, query, databases, oplog);
        return switch (command.toLowerCase(Locale.ROOT)) {
            case "find" -> {
                if (!(query.get("batchSize") instanceof Number size) || size.intValue() == 0) {
                    query.put("batchSize", StoredCollection.DEFAULT_BATCH);
                }
                yield inherited.get();
            }
            case "insert" -> countingInserted(query, inherited.get());
            case "update" -> oneByOne(channel, command, query, databases, oplog);
            case "aggregate" -> startingWithFirstMatch(query, inherited);
            default -> inherited.get();
        };
    }

    /** The library counts refused documents as inserted. */
    @SuppressWarnings("unchecked")
    private static Document countingInserted(Document query, Document reply) {
        if (reply.get("writeErrors") instanceof List<?> errors && !errors.isEmpty()) {
            List<Document> writeErrors = (List<Document>) errors;
            boolean ordered = !Boolean.FALSE.equals(query.get("ordered"));
            int sent = ((List<?>) query.getOrDefault("documents", List.of())).size();
            reply.put("n", ordered ? writeErrors.get(0).get("index") : sent - writeErrors.size());
        }
        return reply;
    }

    /** The library goes on after a failure in an ordered batch. */
    @SuppressWarnings("unchecked")
    private Document oneByOne(
            Channel channel, String command, Document query, DatabaseResolver databases, Oplog oplog) {
        List<Document> updates = (List<Document>) query.getOrDefault("updates", List.of());
        if (updates.size() == 1) {
            return super.handleCommand(channel, command, query, databases, oplog);
        }
        boolean ordered = !Boolean.FALSE.equals(query.get("ordered"));
        int matched = 0;
        int modified = 0;
        List<Document> upserted = new ArrayList<>();
        List<Document> errors = new ArrayList<>();
        for (int i = 0; i < updates.size() && !(ordered && !errors.isEmpty()); i++) {
            Document single = query.clone();
            single.put("updates", List.of(updates.get(i)));
            Document reply = super.handleCommand(channel, command, single, databases, oplog);
            matched += number(reply, "n");
            modified += number(reply, "nModified");
            upserted.addAll(atIndex(i, reply.get("upserted")));
            errors.addAll(atIndex(i, reply.get("writeErrors")));
        }
        Document reply = new Document("n", matched).append("nModified", modified);
        if (!upserted.isEmpty()) {
            reply.put("upserted", upserted);
        }
        if (!errors.isEmpty()) {
            reply.put("writeErrors", errors);
        }
        return reply.append("ok", 1.0);
    }

    private static int number(Document reply, String field) {
        return reply.get(field) instanceof Number number ? number.intValue() : 0;
    }

    private static List<Document> atIndex(int index, @Nullable Object entries) {
        List<Document> moved = new ArrayList<>();
        if (entries instanceof Iterable<?> documents) {
            for (Object document : documents) {
                Document copy = ((Document) document).clone();
                copy.put("index", index);
                moved.add(copy);
            }
        }
        return moved;
    }

    /** Counts and pipelines read the whole collection otherwise. */
    private Document startingWithFirstMatch(Document query, Supplier<Document> pipeline) {
        return query.get("aggregate") instanceof String name
                        && resolveCollection(name, false) instanceof StoredCollection collection
                        && query.get("pipeline") instanceof List<?> stages
                        && !stages.isEmpty()
                        && stages.get(0) instanceof Document first
                        && first.get("$match") instanceof Document match
                ? collection.startingWith(match, pipeline)
                : pipeline.get();
    }

    /** A renamed collection (also by {@code $out}) starts without indexes but the one over {@code _id}. */
    @Override
    public void moveCollection(MongoDatabase oldDatabase, MongoCollection<?> collection, String newName) {
        MongoCollection<?> target = createCollectionOrThrowIfExists(newName, CollectionOptions.withDefaults());
        collection.queryAll().forEach(target::addDocument);
        oldDatabase.dropCollection(collection.getCollectionName(), NoopOplog.get());
    }

    @Override
    protected long getStorageSize() {
        return store.bytes();
    }

    @Override
    protected long getFileSize() {
        return store.bytes();
    }
}
