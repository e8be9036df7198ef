package com.hotline48.engines;

import java.util.List;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractMongoBackend;
import de.bwaldvogel.mongo.bson.Document;
import io.netty.channel.Channel;

/** All databases of one {@link DocumentStore}. */
final class StoredBackend extends AbstractMongoBackend {

    private final DocumentStore store;

    StoredBackend(DocumentStore store) {
        this.store = store;
        store.collections().stream()
                .map(name -> name.substring(0, name.indexOf('.')))
                .distinct()
                .forEach(this::resolveDatabase);
    }

    @Override
    protected MongoDatabase openOrCreateDatabase(String name) {
        return new StoredDatabase(name, getCursorRegistry(), store);
    }

    @Override
    public Document handleCommand(Channel channel, String databaseName, String command, Document query) {
        if (command.equalsIgnoreCase("listDatabases")) {
            // The inherited answer opens every database anew.
            List<Document> databases = listDatabaseNames().stream()
                    .sorted()
                    .map(name -> new Document("name", name).append("empty", false))
                    .toList();
            return new Document("databases", databases).append("ok", 1.0);
        }
        return super.handleCommand(channel, databaseName, command, query);
    }
}
