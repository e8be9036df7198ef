package com.hotline48.callback.adapter.mongo;

import java.time.Duration;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Objects;

import com.hotline48.callback.application.TaskDirectory;
import com.hotline48.callback.application.TaskPage;
import com.hotline48.callback.application.TaskQuery;
import com.hotline48.callback.application.TaskView;
import com.hotline48.callback.domain.Task;
import com.hotline48.callback.domain.TaskStatus;
import com.hotline48.callback.domain.TicketId;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import org.bson.Document;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Finds tasks. What agents and supervisors have to do comes straight from an index in its order; everything else is
 * looked up by an index over the tasks and sorted.
 */
public final class MongoTaskDirectory implements TaskDirectory {

    private static final Duration START_TIMEOUT = Duration.ofSeconds(30);
    private static final String PENDING_STATE = "state." + CallbackDocuments.PENDING + ".state";
    private static final String PENDING_DUE = "state." + CallbackDocuments.PENDING + ".dueAt";
    private static final String TASKS = "state." + CallbackDocuments.TASKS;
    private static final String TASK_STATE = TASKS + ".state";
    private static final String TASK_DUE = TASKS + ".dueAt";
    private static final String TASK_NUMBER = TASKS + ".n";

    private final MongoCollection<Document> callbacks;

    public MongoTaskDirectory(MongoDatabase database) {
        this.callbacks = database.getCollection(MongoCallbackStore.COLLECTION);
    }

    /** Makes the indexes; blocks, at start only. */
    public void prepare() {
        Flux.just(
                        Indexes.ascending(PENDING_STATE, PENDING_DUE, "_id"),
                        Indexes.ascending(TASK_STATE, TASK_DUE),
                        Indexes.ascending(TASK_DUE))
                .concatMap(callbacks::createIndex)
                .then()
                .block(START_TIMEOUT);
    }

    @Override
    public Mono<TaskPage> find(TaskQuery query) {
        boolean pending = query.state()
                .filter(state -> state == TaskStatus.OPEN || state == TaskStatus.HANDED_UP)
                .isPresent();
        Flux<TaskView> found =
                query.ticketId().map(id -> ofTicket(id, query)).orElseGet(() -> pending ? pending(query) : any(query));
        return found.take(query.limit() + 1L).collectList().map(tasks -> TaskPage.of(tasks, query.limit()));
    }

    private Flux<TaskView> ofTicket(TicketId id, TaskQuery query) {
        return Flux.from(callbacks
                        .find(new Document("_id", id.value()))
                        .projection(Projections.include("version", TASKS)))
                .concatMapIterable(document -> fitting(document, query));
    }

    /** A ticket has one pending task at most, so its documents are in the tasks' order. */
    private Flux<TaskView> pending(TaskQuery query) {
        // Two plain ranges behind a page: an $or of both would be served by no index of the embedded server.
        List<Document> filters = query.after()
                .map(last -> List.of(
                        pendingWith(query, Date.from(last.dueAt()))
                                .append(
                                        "_id",
                                        new Document(
                                                "$gt", last.task().ticketId().value())),
                        pendingWith(query, range(query, new Document("$gt", Date.from(last.dueAt()))))))
                .orElseGet(() -> List.of(pendingWith(query, range(query, new Document()))));
        return Flux.fromIterable(filters)
                .concatMap(filter -> callbacks
                        .find(filter)
                        .projection(Projections.include("version", TASKS))
                        .sort(Sorts.ascending(PENDING_DUE, "_id"))
                        .limit(query.limit() + 1))
                .concatMapIterable(document -> fitting(document, query));
    }

    private static Document pendingWith(TaskQuery query, Object due) {
        Document filter = new Document();
        query.state().ifPresent(state -> filter.append(PENDING_STATE, state.name()));
        return due instanceof Document range && range.isEmpty() ? filter : filter.append(PENDING_DUE, due);
    }

    private Flux<TaskView> any(TaskQuery query) {
        Document due = range(
                query,
                query.after()
                        .map(last -> new Document("$gte", Date.from(last.dueAt())))
                        .orElseGet(Document::new));
        // Served by an index as long as one condition is given.
        Document some = new Document();
        query.state().ifPresent(state -> some.append(TASK_STATE, state.name()));
        if (!due.isEmpty()) {
            some.append(TASK_DUE, due);
        }
        // Behind $unwind the same conditions hold of each single task.
        Document each = new Document(some);
        query.after().ifPresent(last -> each.append("$or", behind(last)));
        return Flux.from(callbacks.aggregate(List.of(
                        new Document("$match", some),
                        new Document("$project", new Document("version", 1).append(TASKS, 1)),
                        new Document("$unwind", "$" + TASKS),
                        new Document("$match", each),
                        new Document(
                                "$sort",
                                new Document(TASK_DUE, 1).append("_id", 1).append(TASK_NUMBER, 1)),
                        new Document("$limit", query.limit() + 1))))
                .map(MongoTaskDirectory::single);
    }

    private static List<Document> behind(TaskQuery.Place last) {
        Date due = Date.from(last.dueAt());
        String ticket = last.task().ticketId().value();
        return List.of(
                new Document(TASK_DUE, new Document("$gt", due)),
                new Document(TASK_DUE, due).append("_id", new Document("$gt", ticket)),
                new Document(TASK_DUE, due)
                        .append("_id", ticket)
                        .append(TASK_NUMBER, new Document("$gt", last.task().n())));
    }

    private static Document range(TaskQuery query, Document from) {
        query.dueBefore().ifPresent(before -> from.append("$lt", Date.from(before)));
        return from;
    }

    private static List<TaskView> fitting(Document document, TaskQuery query) {
        long version = CallbackDocuments.number(document, "version");
        TicketId id = new TicketId(document.getString("_id"));
        return state(document).getList(CallbackDocuments.TASKS, Document.class, List.of()).stream()
                .map(task -> CallbackDocuments.task(id, task))
                .filter(query::fits)
                .sorted(Comparator.comparing(Task::dueAt)
                        .thenComparing(task -> task.id().n()))
                .map(task -> TaskView.whole(task, version))
                .toList();
    }

    private static TaskView single(Document document) {
        Document task = Objects.requireNonNull(
                state(document).get(CallbackDocuments.TASKS, Document.class), CallbackDocuments.TASKS);
        return TaskView.whole(
                CallbackDocuments.task(new TicketId(document.getString("_id")), task),
                CallbackDocuments.number(document, "version"));
    }

    private static Document state(Document document) {
        return document.get("state", new Document());
    }
}
