package com.hotline48.engines;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.set;

import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Indexes;
import org.bson.Document;

/** A process that inserts and updates until it is killed, and prints what was acknowledged. */
final class WritingProcess {

    private static final int CONNECTIONS = 8;

    private WritingProcess() {}

    public static void main(String[] arguments) {
        EmbeddedDocumentServer server = EmbeddedDocumentServer.start(DocumentServerSettings.in(Path.of(arguments[0])));
        MongoClient client = MongoClients.create(server.connectionString());
        MongoCollection<Document> tickets = client.getDatabase("hotline").getCollection("tickets");
        tickets.createIndex(Indexes.ascending("version"));
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        for (int c = 0; c < CONNECTIONS; c++) {
            String prefix = arguments[1] + "-" + c + "-";
            threads.execute(() -> {
                for (int i = 0; ; i++) {
                    String id = prefix + i;
                    tickets.insertOne(
                            new Document("_id", id).append("version", 1).append("text", "x".repeat(500)));
                    tickets.updateOne(and(eq("_id", id), eq("version", 1)), set("version", 2));
                    synchronized (WritingProcess.class) {
                        System.out.println("ack " + id);
                    }
                }
            });
        }
    }
}
