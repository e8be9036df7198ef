package com.hotline48.routing.adapter.mongo;

import java.time.Duration;
import java.util.List;

import com.hotline48.routing.application.FormDirectory;
import com.hotline48.routing.application.FormPage;
import com.hotline48.routing.application.FormQuery;
import com.hotline48.routing.application.FormView;
import com.hotline48.routing.domain.TicketRouting;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import org.bson.Document;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Finds forms by an index over the departments and states of each ticket's forms. */
public final class MongoFormDirectory implements FormDirectory {

    private static final Duration START_TIMEOUT = Duration.ofSeconds(30);
    private static final String TAGS = "state." + RoutingDocuments.TAGS;

    private final MongoCollection<Document> routings;

    public MongoFormDirectory(MongoDatabase database) {
        this.routings = database.getCollection(MongoRoutingStore.COLLECTION);
    }

    /** Makes the indexes; blocks, at start only. */
    public void prepare() {
        Mono.from(routings.createIndex(Indexes.ascending(TAGS, "_id"))).block(START_TIMEOUT);
    }

    @Override
    public Mono<FormPage> find(FormQuery query) {
        Document filter = new Document();
        query.ticketId().ifPresent(id -> filter.append("_id", id.value()));
        if (query.ticketId().isEmpty()) {
            query.after()
                    .ifPresent(last -> filter.append(
                            "_id", new Document("$gte", last.ticketId().value())));
        }
        if (query.department().isPresent() || query.state().isPresent()) {
            filter.append(TAGS, RoutingDocuments.tag(query.department(), query.state()));
        }
        // Every ticket found has a form that fits, but for the one where the page before ended.
        return Flux.from(routings.find(filter)
                        .projection(Projections.include("version", "state"))
                        .sort(Sorts.ascending("_id"))
                        .limit(query.limit() + 2))
                .concatMapIterable(document -> fitting(document, query))
                .take(query.limit() + 1L)
                .collectList()
                .map(found -> FormPage.of(found, query.limit()));
    }

    private static List<FormView> fitting(Document document, FormQuery query) {
        long version = RoutingDocuments.number(document, "version");
        TicketRouting routing = RoutingDocuments.read(document.getString("_id"), document.get("state", new Document()));
        return routing.forms().stream()
                .filter(query::fits)
                .map(form -> FormView.whole(form, version))
                .toList();
    }
}
