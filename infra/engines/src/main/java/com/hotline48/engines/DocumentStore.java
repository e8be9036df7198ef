package com.hotline48.engines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.Document;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.ByteArrayDataType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The documents of all collections in one file, with a journal beside it.
 *
 * <p>A change is in the journal before it is in the map, so whatever a client saw, or was told is done, is still there
 * when the file is opened after a kill. A checkpoint every {@value #CHECKPOINT_SECONDS} s writes the changed pages and
 * empties the journal. A map holds encoded documents, which are never changed, only replaced: readers need no lock and
 * decode a copy of their own.
 */
final class DocumentStore implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(DocumentStore.class);
    private static final String MAP_PREFIX = "documents.";
    static final int CHECKPOINT_SECONDS = 2;
    /** A larger journal is emptied at once: it bounds the time that reading it back takes (some 100 ms). */
    private static final long LONGEST_JOURNAL_BYTES = 16L << 20;

    private static final int CACHE_MEBIBYTES = 32;
    /** Chunks whose pages are mostly outdated are rewritten, 4 MiB at a time, to keep the file near its content. */
    private static final int LEAST_FILL_PERCENT = 60;

    private static final int REWRITE_BYTES = 4 << 20;
    private static final Duration CLOSE_COMPACTION = Duration.ofSeconds(1);

    private final MVStore store;
    private final @Nullable Journal journal;
    private final Map<String, MVMap<Object, byte[]>> maps = new ConcurrentHashMap<>();
    /** Shared: journal and map change together. Exclusive: the journal is emptied. */
    private final ReentrantReadWriteLock checkpointing = new ReentrantReadWriteLock();

    private final ReentrantLock waking = new ReentrantLock();
    private final Condition woken = waking.newCondition();
    private final LongAdder scanned = new LongAdder();
    private final @Nullable Thread checkpoints;
    /** Guarded by {@code waking}: a checkpoint is wanted before its time. */
    private boolean due;

    private volatile boolean closing;

    private DocumentStore(MVStore store, @Nullable Path journalFile) {
        this.store = store;
        if (journalFile == null) {
            this.journal = null;
            this.checkpoints = null;
            return;
        }
        Journal opened = Journal.open(journalFile, this::replay);
        this.journal = opened;
        checkpoint(opened);
        this.checkpoints = new Thread(() -> checkpointUntilClosed(opened), "document-store-checkpoints");
        this.checkpoints.setDaemon(true);
    }

    /** @throws IllegalStateException when the file is in use or unreadable */
    static DocumentStore open(Optional<Path> file) {
        try {
            if (file.isEmpty()) {
                return new DocumentStore(new MVStore.Builder().open(), null);
            }
            Path path = file.get().toAbsolutePath();
            if (path.getParent() != null) {
                Files.createDirectories(path.getParent());
            }
            MVStore store = new MVStore.Builder()
                    .fileName(path.toString())
                    .autoCommitDisabled()
                    .cacheSize(CACHE_MEBIBYTES)
                    .open();
            // Outdated chunks are reused after a second instead of 45: the file stays small under updates.
            store.setRetentionTime(1_000);
            DocumentStore documents = new DocumentStore(store, path.resolveSibling(path.getFileName() + ".journal"));
            if (documents.checkpoints != null) {
                documents.checkpoints.start();
            }
            return documents;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            throw new IllegalStateException(
                    "document store does not open: " + file.map(Path::toString).orElse("in memory"), e);
        }
    }

    /** Names of the collections that have a map, {@code database.collection}. */
    List<String> collections() {
        return store.getMapNames().stream()
                .filter(name -> name.startsWith(MAP_PREFIX))
                .map(name -> name.substring(MAP_PREFIX.length()))
                .toList();
    }

    MVMap<Object, byte[]> documents(String collection) {
        return maps.computeIfAbsent(
                collection,
                name -> store.openMap(
                        MAP_PREFIX + name,
                        new MVMap.Builder<Object, byte[]>()
                                .keyType(new Bson.IdType())
                                .valueType(ByteArrayDataType.INSTANCE)));
    }

    void put(String collection, Object id, Document document) {
        byte[] bytes = Bson.encode(document);
        Document record =
                new Document("c", collection).append("i", Bson.wrapId(id)).append("d", new BinData(bytes));
        change(record, () -> documents(collection).put(id, bytes));
    }

    void remove(String collection, Object id) {
        Document record = new Document("c", collection).append("i", Bson.wrapId(id));
        change(record, () -> documents(collection).remove(id));
    }

    void clear(String collection) {
        change(new Document("c", collection), () -> documents(collection).clear());
    }

    /** Reads with the pages of this moment kept, however long it takes. */
    <T> T reading(Supplier<T> read) {
        MVStore.TxCounter version = store.registerVersionUsage();
        try {
            return read.get();
        } finally {
            store.deregisterVersionUsage(version);
        }
    }

    /** Documents that were held against a query, since the start. */
    LongAdder scanned() {
        return scanned;
    }

    long bytes() {
        return store.getFileStore() == null ? 0 : store.getFileStore().size();
    }

    private void change(Document record, Runnable change) {
        Journal log = journal;
        if (log == null) {
            change.run();
            return;
        }
        byte[] bytes = Bson.encode(record);
        checkpointing.readLock().lock();
        try {
            log.append(bytes);
            change.run();
        } finally {
            checkpointing.readLock().unlock();
        }
        if (log.length() > LONGEST_JOURNAL_BYTES) {
            wake();
        }
    }

    private void replay(Document record) {
        String collection = String.valueOf(record.get("c"));
        if (!(record.get("i") instanceof Document wrapped)) {
            documents(collection).clear();
        } else if (record.get("d") instanceof BinData document) {
            documents(collection).put(Bson.unwrapId(wrapped), document.getData());
        } else {
            documents(collection).remove(Bson.unwrapId(wrapped));
        }
    }

    private void checkpointUntilClosed(Journal log) {
        while (!closing) {
            try {
                awaitNextCheckpoint();
                if (!closing && log.length() > 0) {
                    checkpoint(log);
                    compact();
                }
            } catch (RuntimeException failure) {
                // The journal still has everything; the next round tries again.
                LOGGER.atError().setCause(failure).log("checkpoint failed");
            }
        }
    }

    private void awaitNextCheckpoint() {
        waking.lock();
        try {
            long left = TimeUnit.SECONDS.toNanos(CHECKPOINT_SECONDS);
            while (!closing && !due && left > 0) {
                left = woken.awaitNanos(left);
            }
            due = false;
        } catch (InterruptedException e) {
            // Nobody interrupts this thread but the end of the JVM.
            closing = true;
        } finally {
            waking.unlock();
        }
    }

    private void wake() {
        waking.lock();
        try {
            due = true;
            woken.signalAll();
        } finally {
            waking.unlock();
        }
    }

    private void checkpoint(Journal log) {
        // Most pages are written while changes go on; only what changed meanwhile is written while they wait.
        store.commit();
        checkpointing.writeLock().lock();
        try {
            store.commit();
            log.reset();
        } finally {
            checkpointing.writeLock().unlock();
        }
    }

    private void compact() {
        long end = System.nanoTime() + Duration.ofMillis(200).toNanos();
        while (!closing && System.nanoTime() - end < 0 && store.compact(LEAST_FILL_PERCENT, REWRITE_BYTES)) {
            store.commit();
        }
    }

    /** Commits, closes the file and gives at most a second to shrinking it. */
    @Override
    public void close() {
        closing = true;
        wake();
        try {
            if (checkpoints != null) {
                checkpoints.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (journal == null) {
            store.closeImmediately();
            return;
        }
        checkpoint(journal);
        store.close((int) CLOSE_COMPACTION.toMillis());
        journal.close();
    }
}
