package com.hotline48.complaintsla.adapter.mongo;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

import com.hotline48.complaintsla.application.ClockQuery;
import com.hotline48.complaintsla.application.ClockRegister;
import com.hotline48.complaintsla.application.TicketClocks;
import com.hotline48.complaintsla.application.TicketClocks.ClockView;
import com.hotline48.complaintsla.application.ViewChange;
import com.hotline48.complaintsla.application.ViewField;
import com.hotline48.complaintsla.domain.ClockState;
import com.hotline48.complaintsla.domain.RelationVerdict;
import com.hotline48.events.sla.SlaEvent.Relation;
import com.hotline48.events.sla.SlaEvent.RepeatCause;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.result.UpdateResult;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import org.bson.Document;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * One flat document per ticket in {@code slaTickets}, without anything about the customer. Each part carries the
 * sequence of the last event in it, which guards its updates.
 */
public final class MongoClockRegister implements ClockRegister {

    private static final String COLLECTION = "slaTickets";
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final MongoCollection<Document> tickets;

    public MongoClockRegister(MongoDatabase database) {
        this.tickets = database.getCollection(COLLECTION);
    }

    /** Makes the indexes that the queries need. */
    public Mono<Void> declareIndexes() {
        return Flux.just(
                        new Document(name(ViewField.STATE), 1).append(name(ViewField.DUE_AT), 1),
                        new Document(name(ViewField.PROVINCE), 1)
                                .append(name(ViewField.STATE), 1)
                                .append(name(ViewField.DUE_AT), 1),
                        new Document(name(ViewField.DUE_AT), 1))
                .concatMap(tickets::createIndex)
                .then();
    }

    @Override
    public Mono<TicketClocks> find(String ticketId) {
        return Mono.from(tickets.find(new Document("_id", ticketId)).first())
                .map(MongoClockRegister::read)
                .timeout(TIMEOUT);
    }

    @Override
    public Flux<TicketClocks> list(ClockQuery query) {
        Document filter = new Document();
        query.province().ifPresent(province -> filter.append(name(ViewField.PROVINCE), province));
        query.state().ifPresent(state -> filter.append(name(ViewField.STATE), state.name()));
        Document due = new Document("$exists", true);
        query.dueBefore().ifPresent(before -> due.append("$lt", Date.from(before)));
        filter.append(
                name(ViewField.DUE_AT), query.dueBefore().isPresent() ? new Document("$lt", due.get("$lt")) : due);
        return Flux.from(tickets.find(filter)
                        .sort(new Document(name(ViewField.DUE_AT), 1).append("_id", 1))
                        .limit(query.limit()))
                .map(MongoClockRegister::read)
                .timeout(TIMEOUT);
    }

    @Override
    public Mono<Long> countRunning() {
        return Mono.from(tickets.countDocuments(new Document(name(ViewField.STATE), ClockState.RUNNING.name())))
                .timeout(TIMEOUT);
    }

    @Override
    public Mono<Void> apply(ViewChange change) {
        return update(change)
                .flatMap(result -> result.getMatchedCount() > 0
                        ? Mono.just(result)
                        // Either the ticket is new or the change is in already; after this it is not new any more.
                        : create(change.ticketId()).then(update(change)))
                .timeout(TIMEOUT)
                .then();
    }

    private Mono<UpdateResult> update(ViewChange change) {
        String guard = sequence(change.part());
        Document set = new Document(guard, change.sequence());
        change.set()
                .forEach(
                        (field, value) -> set.append(name(field), value instanceof Instant at ? Date.from(at) : value));
        Document update = new Document("$set", set);
        if (!change.unset().isEmpty()) {
            Document unset = new Document();
            change.unset().forEach(field -> unset.append(name(field), ""));
            update.append("$unset", unset);
        }
        return Mono.from(tickets.updateOne(
                new Document("_id", change.ticketId()).append(guard, new Document("$lt", change.sequence())), update));
    }

    private Mono<UpdateResult> create(String ticketId) {
        Document empty = new Document();
        for (ViewChange.Part part : ViewChange.Part.values()) {
            empty.append(sequence(part), 0L);
        }
        return Mono.from(tickets.updateOne(
                new Document("_id", ticketId), new Document("$setOnInsert", empty), new UpdateOptions().upsert(true)));
    }

    private static TicketClocks read(Document document) {
        String province = document.get(name(ViewField.PROVINCE), "");
        return new TicketClocks(
                Objects.requireNonNull(document.getString("_id")),
                text(document, ViewField.TYPE).map("COMPLAINT"::equals),
                province,
                text(document, ViewField.CLOCK_ID).map(clockId -> clock(document, clockId)),
                relation(document));
    }

    private static ClockView clock(Document document, String clockId) {
        ClockState state = ClockState.valueOf(text(document, ViewField.STATE).orElseThrow());
        // The announcement tells the answer of a clock that was met; of a late answer only the ticket tells.
        Optional<Instant> answered =
                switch (state) {
                    case MET -> instant(document, ViewField.STOPPED_AT);
                    case BREACHED, CANCELLED -> instant(document, ViewField.ANSWERED_AT);
                    case RUNNING -> Optional.empty();
                };
        return new ClockView(
                clockId,
                text(document, ViewField.KIND).orElseThrow(),
                instant(document, ViewField.ACCEPTED_AT).orElseThrow(),
                instant(document, ViewField.DUE_AT).orElseThrow(),
                state,
                answered,
                instant(document, ViewField.BREACHED_AT),
                instant(document, ViewField.CANCELLED_AT));
    }

    private static RelationVerdict relation(Document document) {
        return text(document, ViewField.RELATION)
                .map(relation -> new RelationVerdict(
                        Relation.valueOf(relation),
                        text(document, ViewField.EARLIER),
                        text(document, ViewField.CAUSE).map(RepeatCause::valueOf)))
                .orElse(RelationVerdict.NONE);
    }

    private static Optional<String> text(Document document, ViewField field) {
        return Optional.ofNullable(document.getString(name(field)));
    }

    private static Optional<Instant> instant(Document document, ViewField field) {
        return Optional.ofNullable(document.getDate(name(field))).map(Date::toInstant);
    }

    private static String sequence(ViewChange.Part part) {
        return part.name().toLowerCase(Locale.ROOT) + "Sequence";
    }

    /** {@code DUE_AT} → {@code dueAt}. */
    private static String name(ViewField field) {
        StringBuilder name = new StringBuilder();
        for (String word : field.name().toLowerCase(Locale.ROOT).split("_", -1)) {
            name.append(name.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        }
        return name.toString();
    }
}
