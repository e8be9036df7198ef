package com.hotline48.reporting.adapter.mongo;

import com.hotline48.engines.DocumentServerSettings;
import com.hotline48.engines.EmbeddedDocumentServer;
import com.hotline48.reporting.application.CellStore;
import com.hotline48.reporting.application.CellStoreContract;
import com.hotline48.reporting.application.GenerationRegister;
import com.hotline48.reporting.application.GenerationRegisterContract;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import reactor.core.publisher.Mono;

class MongoStoresIT implements CellStoreContract, GenerationRegisterContract {

    private static EmbeddedDocumentServer server;
    private static MongoClient client;

    @BeforeAll
    static void start() {
        server = EmbeddedDocumentServer.start(DocumentServerSettings.inMemory());
        client = MongoClients.create(server.connectionString());
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    @BeforeEach
    void empty() {
        Mono.from(client.getDatabase("reporting").drop()).block();
    }

    @Override
    public CellStore store() {
        MongoCellStore store = new MongoCellStore(client.getDatabase("reporting"));
        store.prepare().block();
        return store;
    }

    @Override
    public GenerationRegister register() {
        return new MongoGenerationRegister(client.getDatabase("reporting"));
    }
}
