package com.hotline48.ticket.adapter.mongo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;

import com.hotline48.delivery.outbox.AggregateChange;
import com.hotline48.delivery.outbox.AggregateStore;
import com.hotline48.delivery.outbox.AggregateStores;
import com.hotline48.ticket.application.Acceptance;
import com.hotline48.ticket.application.StoredTicket;
import com.hotline48.ticket.application.TicketChange;
import com.hotline48.ticket.application.TicketFilter;
import com.hotline48.ticket.application.TicketPage;
import com.hotline48.ticket.application.TicketStore;
import com.hotline48.ticket.application.TicketSummary;
import com.hotline48.ticket.domain.TicketId;
import com.hotline48.ticket.domain.TicketNumber;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import org.bson.Document;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Tickets in the collection {@code tickets}, with their outbox (architecture.md, How an event travels). */
public final class MongoTicketStore implements TicketStore {

    static final String COLLECTION = "tickets";

    private static final String ACCEPTED_AT = "state.acceptedAt";
    private static final Duration INDEX_TIMEOUT = Duration.ofSeconds(30);
    private static final Document LATEST_FIRST = new Document(ACCEPTED_AT, -1).append("_id", -1);
    private static final Document SUMMARY = new Document("version", 1)
            .append("state.number", 1)
            .append("state.type", 1)
            .append("state.subtype", 1)
            .append("state.title", 1)
            .append("state.province", 1)
            .append("state.segment", 1)
            .append("state.agent", 1)
            .append("state.state", 1)
            .append("state.urges", 1)
            .append(ACCEPTED_AT, 1);

    private final AggregateStore aggregates;
    private final MongoCollection<Document> documents;

    /** Declares the indexes, so the document server has to be there. */
    public MongoTicketStore(AggregateStores stores, MongoDatabase database) {
        aggregates = stores.open(COLLECTION);
        documents = database.getCollection(COLLECTION);
        declareIndexes();
    }

    private void declareIndexes() {
        Flux.concat(
                        documents.createIndex(new Document("state.number", 1), new IndexOptions().unique(true)),
                        documents.createIndex(LATEST_FIRST),
                        documents.createIndex(behind("state.type")),
                        documents.createIndex(behind("state.state")),
                        documents.createIndex(behind("state.province")))
                .then()
                .block(INDEX_TIMEOUT);
    }

    private static Document behind(String field) {
        Document keys = new Document(field, 1);
        LATEST_FIRST.forEach(keys::append);
        return keys;
    }

    @Override
    public Mono<StoredTicket> find(TicketId id) {
        return aggregates.find(id.value()).map(TicketDocuments::ticket);
    }

    @Override
    public Mono<StoredTicket> findByNumber(TicketNumber number) {
        return Mono.from(documents
                        .find(new Document("state.number", number.value()))
                        .projection(new Document("_id", 1)))
                .flatMap(found -> aggregates.find(found.getString("_id")))
                .map(TicketDocuments::ticket);
    }

    @Override
    public Mono<StoredTicket> create(TicketChange first, Acceptance acceptance) {
        return aggregates
                .create(first.ticket().id().value(), change(first, acceptance))
                .map(created -> new StoredTicket(first.ticket(), acceptance, created));
    }

    @Override
    public Mono<StoredTicket> update(StoredTicket read, TicketChange change) {
        return aggregates
                .update(read.aggregate(), change(change, read.acceptance()))
                .map(updated -> new StoredTicket(change.ticket(), read.acceptance(), updated));
    }

    private static AggregateChange change(TicketChange change, Acceptance acceptance) {
        return new AggregateChange(
                TicketDocuments.state(change.ticket(), acceptance),
                change.ticket().form().province(),
                change.causality(),
                change.recordedAt(),
                change.events(),
                change.command(),
                change.handled());
    }

    @Override
    public Mono<TicketPage> list(TicketFilter filter) {
        return Flux.from(documents
                        .find(query(filter))
                        .projection(SUMMARY)
                        .sort(LATEST_FIRST)
                        .limit(filter.limit() + 1))
                .map(TicketDocuments::summary)
                .collectList()
                .map(found -> page(found, filter.limit()));
    }

    /** One flat document: every condition beside the others can be served from an index. */
    private static Document query(TicketFilter filter) {
        Document query = new Document();
        filter.type().ifPresent(type -> query.append("state.type", type.name()));
        filter.status().ifPresent(status -> query.append("state.state", status.name()));
        filter.province().ifPresent(province -> query.append("state.province", province));
        Document accepted = new Document();
        filter.from().ifPresent(from -> accepted.append("$gte", Date.from(from)));
        filter.to().ifPresent(to -> accepted.append("$lt", Date.from(to)));
        filter.after().ifPresent(after -> {
            Date at = Date.from(after.acceptedAt());
            accepted.append("$lte", at);
            query.append(
                    "$or",
                    List.of(
                            new Document(ACCEPTED_AT, new Document("$lt", at)),
                            new Document("_id", new Document("$lt", after.id().value()))));
        });
        return accepted.isEmpty() ? query : query.append(ACCEPTED_AT, accepted);
    }

    private static TicketPage page(List<TicketSummary> found, int limit) {
        if (found.size() <= limit) {
            return new TicketPage(found, Optional.empty());
        }
        TicketSummary last = found.get(limit - 1);
        return new TicketPage(
                new ArrayList<>(found.subList(0, limit)),
                Optional.of(new TicketFilter.Position(last.acceptedAt(), last.id())));
    }
}
