package com.hotline48.reporting.adapter.mongo;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

import com.hotline48.reporting.application.GenerationRegister;
import com.hotline48.reporting.domain.Generations;
import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.model.Filters;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import org.bson.Document;
import reactor.core.publisher.Mono;

/** One document in {@code generations}; a generation that is absent is written as 0. */
public final class MongoGenerationRegister implements GenerationRegister {

    private static final String ID = "complaints";
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final MongoCollection<Document> generations;

    public MongoGenerationRegister(MongoDatabase database) {
        this.generations = Objects.requireNonNull(database, "database").getCollection("generations");
    }

    @Override
    public Mono<Generations> current() {
        return find().switchIfEmpty(Mono.defer(this::first)).timeout(TIMEOUT);
    }

    private Mono<Generations> first() {
        return Mono.from(generations.insertOne(document(Generations.FIRST).append("_id", ID)))
                .thenReturn(Generations.FIRST)
                .onErrorResume(
                        MongoWriteException.class,
                        fault -> fault.getError().getCategory() == ErrorCategory.DUPLICATE_KEY
                                ? find()
                                : Mono.error(fault));
    }

    private Mono<Generations> find() {
        return Mono.from(generations.find(Filters.eq("_id", ID)).first())
                .map(document -> new Generations(
                        document.getInteger("serving"),
                        optional(document.getInteger("building")),
                        document.getBoolean("stopped"),
                        optional(document.getInteger("retiring"))));
    }

    @Override
    public Mono<Boolean> replace(Generations expected, Generations next) {
        return Mono.from(generations.updateOne(
                        document(expected).append("_id", ID), new Document("$set", document(next))))
                .timeout(TIMEOUT)
                .map(result -> result.getMatchedCount() == 1);
    }

    private static Document document(Generations state) {
        return new Document("serving", state.serving())
                .append("building", state.building().orElse(0))
                .append("stopped", state.stopped())
                .append("retiring", state.retiring().orElse(0));
    }

    private static Optional<Integer> optional(int generation) {
        return generation == 0 ? Optional.empty() : Optional.of(generation);
    }
}
