package com.hotline48.reporting.adapter.mongo;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Date;
import java.util.List;
import java.util.Objects;

import com.hotline48.reporting.application.CellStore;
import com.hotline48.reporting.application.PartialCell;
import com.hotline48.reporting.application.PartitionProgress;
import com.hotline48.reporting.domain.Cell;
import com.hotline48.reporting.domain.Counts;
import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.WriteModel;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import org.bson.Document;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Partial cells in {@code cells}, one document per generation, cell and partition, and in {@code progress} one per
 * generation and partition.
 */
public final class MongoCellStore implements CellStore {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int PREPARE_RETRIES = 10;
    private static final Duration PREPARE_PAUSE = Duration.ofSeconds(1);

    private final MongoCollection<Document> cells;
    private final MongoCollection<Document> progress;

    public MongoCellStore(MongoDatabase database) {
        Objects.requireNonNull(database, "database");
        this.cells = database.getCollection("cells");
        this.progress = database.getCollection("progress");
    }

    /** Declares the indexes that the queries below need; a server that does not answer yet is asked again, 10 times. */
    public Mono<Void> prepare() {
        return Mono.defer(() -> Mono.from(cells.createIndex(Indexes.ascending("generation", "month"))))
                .timeout(TIMEOUT)
                .retryWhen(Retry.fixedDelay(PREPARE_RETRIES, PREPARE_PAUSE))
                .then();
    }

    @Override
    public Mono<Void> store(int generation, List<PartialCell> changed, List<PartitionProgress> reached) {
        return upsert(
                        cells,
                        changed.stream().map(cell -> model(generation, cell)).toList())
                .then(Mono.defer(() -> upsert(
                        progress,
                        reached.stream().map(each -> model(generation, each)).toList())));
    }

    private static Mono<Void> upsert(
            MongoCollection<Document> collection, List<? extends WriteModel<Document>> models) {
        return models.isEmpty()
                ? Mono.empty()
                : Mono.from(collection.bulkWrite(models, new BulkWriteOptions().ordered(false)))
                        .timeout(TIMEOUT)
                        .onErrorResume(MongoBulkWriteException.class, MongoCellStore::unlessAllAreStored)
                        .then();
    }

    /** A guarded upsert whose guard fails tries to insert, and the id is taken: a later value is stored already. */
    private static <T> Mono<T> unlessAllAreStored(MongoBulkWriteException fault) {
        return fault.getWriteErrors().stream().allMatch(error -> error.getCategory() == ErrorCategory.DUPLICATE_KEY)
                        && fault.getWriteConcernError() == null
                ? Mono.empty()
                : Mono.error(fault);
    }

    private static UpdateOneModel<Document> model(int generation, PartialCell partial) {
        Cell cell = partial.cell();
        Counts counts = partial.counts();
        return guarded(
                generation + "|" + cell.month() + "|" + cell.province() + "|" + partial.partition(),
                new Document("generation", generation)
                        .append("month", cell.month().toString())
                        .append("province", cell.province())
                        .append("partition", partial.partition())
                        .append("offset", partial.offset())
                        .append("complaints", counts.complaints())
                        .append("met", counts.met())
                        .append("overdue", counts.overdue())
                        .append("open", counts.open())
                        .append("voided", counts.voided())
                        .append("repeatsUnsatisfied", counts.repeatsUnsatisfied())
                        .append("repeatsOverdue", counts.repeatsOverdue())
                        .append("repeatsDeclared", counts.repeatsDeclared())
                        .append("urgings", counts.urgings())
                        .append("urgeCommands", counts.urgeCommands()));
    }

    private static UpdateOneModel<Document> model(int generation, PartitionProgress reached) {
        return guarded(
                generation + "|" + reached.partition(),
                new Document("generation", generation)
                        .append("partition", reached.partition())
                        .append("offset", reached.offset())
                        .append("asOf", Date.from(reached.asOf())));
    }

    private static UpdateOneModel<Document> guarded(String id, Document values) {
        return new UpdateOneModel<>(
                new Document("_id", id).append("offset", new Document("$lt", values.getLong("offset"))),
                new Document("$set", values),
                new UpdateOptions().upsert(true));
    }

    @Override
    public Mono<List<PartialCell>> cellsOf(int generation, YearMonth month) {
        return Flux.from(cells.find(new Document("generation", generation).append("month", month.toString())))
                .timeout(TIMEOUT)
                .map(MongoCellStore::cell)
                .collectList();
    }

    private static PartialCell cell(Document document) {
        return new PartialCell(
                new Cell(YearMonth.parse(document.getString("month")), document.getString("province")),
                document.getInteger("partition"),
                document.getLong("offset"),
                new Counts(
                        document.getLong("complaints"),
                        document.getLong("met"),
                        document.getLong("overdue"),
                        document.getLong("open"),
                        document.getLong("voided"),
                        document.getLong("repeatsUnsatisfied"),
                        document.getLong("repeatsOverdue"),
                        document.getLong("repeatsDeclared"),
                        document.getLong("urgings"),
                        document.getLong("urgeCommands")));
    }

    @Override
    public Mono<List<PartitionProgress>> progressOf(int generation) {
        return Flux.from(progress.find(Filters.eq("generation", generation)))
                .timeout(TIMEOUT)
                .map(document -> new PartitionProgress(
                        document.getInteger("partition"), document.getLong("offset"), asOf(document)))
                .collectList();
    }

    private static Instant asOf(Document document) {
        return document.getDate("asOf").toInstant();
    }

    @Override
    public Mono<Void> delete(int generation) {
        return Mono.from(progress.deleteMany(Filters.eq("generation", generation)))
                .timeout(TIMEOUT)
                .then(Mono.from(cells.deleteMany(Filters.eq("generation", generation)))
                        .timeout(TIMEOUT))
                .then();
    }
}
