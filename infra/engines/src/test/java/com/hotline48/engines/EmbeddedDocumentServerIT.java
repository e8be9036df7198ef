package com.hotline48.engines;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Indexes.ascending;
import static com.mongodb.client.model.Indexes.compoundIndex;
import static com.mongodb.client.model.Indexes.descending;
import static com.mongodb.client.model.Sorts.orderBy;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.max;
import static com.mongodb.client.model.Updates.min;
import static com.mongodb.client.model.Updates.pull;
import static com.mongodb.client.model.Updates.push;
import static com.mongodb.client.model.Updates.pushEach;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoWriteException;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.PushOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDocumentServerIT {

    private static final Instant NOON = Instant.parse("2016-03-01T12:00:00Z");

    @TempDir
    Path directory;

    private EmbeddedDocumentServer server;
    private MongoClient client;
    private MongoCollection<Document> tickets;

    @BeforeEach
    void start() {
        open(DocumentServerSettings.in(directory.resolve("documents.db")));
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private void open(DocumentServerSettings settings) {
        server = EmbeddedDocumentServer.start(settings);
        client = MongoClients.create(server.connectionString());
        tickets = client.getDatabase("hotline").getCollection("tickets");
    }

    private void restart() {
        stop();
        start();
    }

    private static Document ticket(String id) {
        return new Document("_id", id);
    }

    private Document stored(String id) {
        return tickets.find(eq("_id", id)).first();
    }

    @Nested
    class Updates {

        @Test
        void guardsAnUpdateByTheVersion() {
            // Given
            tickets.insertOne(ticket("t").append("version", 1));
            // When
            Document won = tickets.findOneAndUpdate(
                    and(eq("_id", "t"), eq("version", 1)),
                    combine(set("state", "CLOSED"), inc("version", 1)),
                    new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER));
            Document lost = tickets.findOneAndUpdate(
                    and(eq("_id", "t"), eq("version", 1)),
                    set("state", "OPEN"),
                    new FindOneAndUpdateOptions().projection(Projections.include("version")));
            // Then
            assertThat(won).containsEntry("state", "CLOSED").containsEntry("version", 2);
            assertThat(lost).isNull();
            assertThat(tickets.updateOne(and(eq("_id", "t"), eq("version", 1)), set("x", 1))
                            .getMatchedCount())
                    .isZero();
        }

        @Test
        void appliesTheOperatorsThatTheServicesUse() {
            // Given
            tickets.insertOne(ticket("t")
                    .append("low", 5)
                    .append("high", 5)
                    .append("gone", "x")
                    .append(
                            "outbox",
                            List.of(
                                    new Document("sequence", 1L),
                                    new Document("sequence", 2L),
                                    new Document("sequence", 3L))));
            // When
            tickets.updateOne(
                    eq("_id", "t"),
                    combine(
                            set("nested.name", "王"),
                            unset("gone"),
                            min("low", 3),
                            max("high", 9),
                            pushEach("last", List.of(1, 2, 3), new PushOptions().slice(-2)),
                            pull("outbox", new Document("sequence", new Document("$lte", 2L)))));
            tickets.updateOne(eq("_id", "t"), push("outbox", new Document("sequence", 4L)));
            // Then
            assertThat(stored("t"))
                    .isEqualTo(ticket("t")
                            .append("low", 3)
                            .append("high", 9)
                            .append("outbox", List.of(new Document("sequence", 3L), new Document("sequence", 4L)))
                            .append("nested", new Document("name", "王"))
                            .append("last", List.of(2, 3)));
        }

        @Test
        void upserts() {
            // When
            var made = tickets.updateOne(
                    eq("_id", "new"),
                    combine(set("a", 1), com.mongodb.client.model.Updates.setOnInsert("b", 2)),
                    new UpdateOptions().upsert(true));
            var changed = tickets.updateOne(eq("_id", "new"), set("a", 2), new UpdateOptions().upsert(true));
            // Then
            assertThat(made.getUpsertedId().asString().getValue()).isEqualTo("new");
            assertThat(changed.getUpsertedId()).isNull();
            assertThat(stored("new")).isEqualTo(ticket("new").append("a", 2).append("b", 2));
        }

        @Test
        void changesEveryMatchWhenAskedForMany() {
            // Given
            tickets.insertMany(IntStream.range(0, 20)
                    .mapToObj(i -> ticket("t" + i).append("odd", i % 2 == 1))
                    .toList());
            // When
            var result = tickets.updateMany(eq("odd", true), set("seen", true));
            // Then
            assertThat(result.getModifiedCount()).isEqualTo(10);
            assertThat(tickets.countDocuments(eq("seen", true))).isEqualTo(10);
            assertThat(tickets.deleteMany(eq("odd", true)).getDeletedCount()).isEqualTo(10);
            assertThat(tickets.countDocuments()).isEqualTo(10);
        }

        @Test
        void stopsAnOrderedBulkAtTheFirstFailureAndGoesOnInAnUnorderedOne() {
            // Given
            tickets.createIndex(ascending("number"), new IndexOptions().unique(true));
            tickets.insertOne(ticket("a").append("number", 1));
            List<InsertOneModel<Document>> inserts = List.of(
                    new InsertOneModel<>(ticket("b").append("number", 2)),
                    new InsertOneModel<>(ticket("c").append("number", 1)),
                    new InsertOneModel<>(ticket("d").append("number", 4)));
            List<UpdateOneModel<Document>> updates = List.of(
                    new UpdateOneModel<>(eq("_id", "a"), set("number", 2)),
                    new UpdateOneModel<>(eq("_id", "u"), set("number", 9), new UpdateOptions().upsert(true)));
            // When
            MongoBulkWriteException ordered =
                    catchThrowableOfType(MongoBulkWriteException.class, () -> tickets.bulkWrite(inserts));
            MongoBulkWriteException orderedUpdates =
                    catchThrowableOfType(MongoBulkWriteException.class, () -> tickets.bulkWrite(updates));
            Set<String> afterOrdered = ids(new Document());
            MongoBulkWriteException unordered = catchThrowableOfType(
                    MongoBulkWriteException.class,
                    () -> tickets.bulkWrite(updates, new BulkWriteOptions().ordered(false)));
            // Then
            assertThat(ordered.getWriteErrors()).singleElement().satisfies(error -> {
                assertThat(error.getCode()).isEqualTo(11000);
                assertThat(error.getIndex()).isEqualTo(1);
            });
            assertThat(ordered.getWriteResult().getInsertedCount()).isEqualTo(1);
            assertThat(orderedUpdates.getWriteErrors().get(0).getCode()).isEqualTo(11000);
            assertThat(afterOrdered).containsExactlyInAnyOrder("a", "b");
            assertThat(unordered.getWriteErrors()).hasSize(1);
            assertThat(unordered.getWriteResult().getUpserts())
                    .singleElement()
                    .satisfies(upsert -> assertThat(upsert.getIndex()).isEqualTo(1));
            assertThat(stored("u")).containsEntry("number", 9);
        }

        @Test
        void countsABulkOfUpdates() {
            // Given
            tickets.insertMany(List.of(ticket("a"), ticket("b")));
            // When
            BulkWriteResult result = tickets.bulkWrite(List.of(
                    new UpdateOneModel<>(eq("_id", "a"), set("n", 1)),
                    new UpdateOneModel<>(eq("_id", "b"), set("n", 1)),
                    new UpdateOneModel<>(eq("_id", "c"), set("n", 1), new UpdateOptions().upsert(true)),
                    new UpdateOneModel<>(eq("_id", "none"), set("n", 1))));
            // Then
            assertThat(result.getMatchedCount()).isEqualTo(2);
            assertThat(result.getModifiedCount()).isEqualTo(2);
            assertThat(result.getUpserts()).hasSize(1);
        }

        @Test
        void refusesASecondDocumentWithAUniqueKey() {
            // Given
            tickets.createIndex(
                    compoundIndex(ascending("origin.channel"), ascending("origin.id")),
                    new IndexOptions().unique(true));
            Document origin = new Document("channel", "CALL").append("id", "1");
            tickets.insertOne(ticket("a").append("origin", origin));
            // When / Then
            assertThatThrownBy(() -> tickets.insertOne(ticket("b").append("origin", origin)))
                    .isInstanceOfSatisfying(MongoWriteException.class, e -> assertThat(e.getCode())
                            .isEqualTo(11000));
            assertThatThrownBy(() -> tickets.insertOne(ticket("a")))
                    .isInstanceOfSatisfying(MongoWriteException.class, e -> assertThat(e.getCode())
                            .isEqualTo(11000));
            assertThatThrownBy(() -> tickets.findOneAndUpdate(
                            eq("_id", "c"), set("origin", origin), new FindOneAndUpdateOptions().upsert(true)))
                    .isInstanceOfSatisfying(MongoCommandException.class, e -> assertThat(e.getCode())
                            .isEqualTo(11000));
            tickets.insertOne(ticket("b").append("origin", new Document("channel", "WEB").append("id", "1")));
            assertThat(tickets.countDocuments()).isEqualTo(2);
        }

        @Test
        void keepsEmojiAndRareCharacters() {
            // When
            tickets.insertOne(ticket("🙂𠮷").append("text", "𠮷野家 🙂"));
            restart();
            // Then
            assertThat(stored("🙂𠮷")).containsEntry("text", "𠮷野家 🙂");
        }
    }

    @Nested
    class Indexes {

        @BeforeEach
        void fill() {
            List<Document> many = new ArrayList<>();
            for (int i = 0; i < 2_000; i++) {
                Document ticket = ticket("t%04d".formatted(i))
                        .append("number", i)
                        .append("province", i % 4 == 0 ? "CN-GD" : "CN-BJ")
                        .append("state", i % 10 == 0 ? "RUNNING" : "MET")
                        .append("tags", List.of("tag" + i % 7, "all"))
                        .append("acceptedAt", Date.from(NOON.plusSeconds(i)))
                        .append("dueAt", Date.from(NOON.plusSeconds(i)));
                if (i % 500 == 3) {
                    ticket.append("pendingSince", Date.from(NOON.plusSeconds(i)));
                }
                many.add(ticket);
            }
            tickets.insertMany(many);
            tickets.createIndex(ascending("number"), new IndexOptions().unique(true));
            tickets.createIndex(ascending("state", "dueAt"));
            tickets.createIndex(compoundIndex(ascending("province", "state"), descending("acceptedAt", "_id")));
            tickets.createIndex(ascending("pendingSince"), new IndexOptions().sparse(true));
            tickets.createIndex(ascending("tags"));
            tickets.createIndex(ascending("expiresAt"), new IndexOptions().expireAfter(1L, TimeUnit.HOURS));
        }

        @Test
        void findsByUniqueKeyWithFurtherConditions() {
            expectScanned(1, () -> assertThat(ids(and(eq("number", 77), eq("state", "MET"))))
                    .containsExactly("t0077"));
            expectScanned(1, () -> assertThat(ids(and(eq("number", 77L), eq("state", "OTHER"))))
                    .isEmpty());
            expectScanned(3, () -> assertThat(ids(in("number", 1, 2, 3))).hasSize(3));
            expectScanned(1, () -> assertThat(ids(and(eq("_id", "t0005"), eq("number", 5))))
                    .hasSize(1));
            expectScanned(2, () -> assertThat(ids(in("_id", "t0005", "t0006", "none")))
                    .hasSize(2));
        }

        @Test
        void findsByPrefixAndRange() {
            Bson due = and(
                    eq("state", "RUNNING"),
                    and(gte("dueAt", Date.from(NOON)), lt("dueAt", Date.from(NOON.plusSeconds(100)))));
            expectScanned(11, () -> assertThat(ids(due)).hasSize(10));
        }

        @Test
        void servesSortAndLimitInIndexOrder() {
            expectScanned(50, () -> assertThat(
                            tickets.find(and(eq("state", "RUNNING"), lt("dueAt", Date.from(NOON.plusSeconds(1_999)))))
                                    .sort(orderBy(com.mongodb.client.model.Sorts.ascending("dueAt")))
                                    .limit(50)
                                    .map(d -> d.getInteger("number")))
                    .containsExactlyElementsOf(
                            IntStream.range(0, 50).mapToObj(i -> i * 10).toList()));
            expectScanned(51, () -> assertThat(tickets.find(and(eq("province", "CN-GD"), eq("state", "MET")))
                            .sort(orderBy(com.mongodb.client.model.Sorts.descending("acceptedAt", "_id")))
                            .limit(51)
                            .map(d -> d.getString("_id"))
                            .first())
                    .isEqualTo("t1996"));
        }

        @Test
        void continuesAListBehindACursor() {
            expectScanned(11, () -> assertThat(tickets.find(and(
                                    eq("province", "CN-GD"),
                                    eq("state", "MET"),
                                    lte("acceptedAt", Date.from(NOON.plusSeconds(1_000))),
                                    Filters.or(
                                            lt("acceptedAt", Date.from(NOON.plusSeconds(1_000))), lt("_id", "t1000"))))
                            .sort(orderBy(com.mongodb.client.model.Sorts.descending("acceptedAt", "_id")))
                            .limit(11)
                            .first())
                    .containsEntry("_id", "t0996"));
        }

        @Test
        void readsOnlyDocumentsThatHaveASparseField() {
            expectScanned(1, () -> assertThat(tickets.find(lte("pendingSince", Date.from(NOON.plusSeconds(10_000))))
                            .sort(orderBy(com.mongodb.client.model.Sorts.ascending("pendingSince")))
                            .limit(1)
                            .first())
                    .containsEntry("_id", "t0003"));
            expectScanned(
                    4, () -> assertThat(ids(Filters.exists("pendingSince"))).hasSize(4));
            tickets.updateOne(eq("_id", "t0003"), unset("pendingSince"));
            expectScanned(
                    3, () -> assertThat(ids(Filters.exists("pendingSince"))).hasSize(3));
        }

        @Test
        void findsEveryElementOfAnArrayOnce() {
            assertThat(ids(in("tags", "tag1", "all"))).hasSize(2_000);
            expectScanned(286, () -> assertThat(ids(eq("tags", "tag1"))).hasSize(286));
            assertThat(ids(and(gt("tags", "tag0"), lt("tags", "b")))).hasSize(1_714);
        }

        @Test
        void countsThroughTheIndex() {
            expectScanned(200, () -> assertThat(tickets.countDocuments(eq("state", "RUNNING")))
                    .isEqualTo(200));
        }

        @Test
        void followsUpdatesAndDeletions() {
            // When
            tickets.updateOne(eq("number", 10), set("state", "BREACHED"));
            tickets.deleteOne(eq("number", 20));
            // Then
            expectScanned(198, () -> assertThat(ids(eq("state", "RUNNING"))).hasSize(198));
            expectScanned(1, () -> assertThat(ids(eq("state", "BREACHED"))).containsExactly("t0010"));
        }

        @Test
        void isThereAgainAfterARestart() {
            // When
            restart();
            // Then
            expectScanned(200, () -> assertThat(ids(eq("state", "RUNNING"))).hasSize(200));
            assertThatThrownBy(() -> tickets.insertOne(ticket("x").append("number", 7)))
                    .isInstanceOf(MongoWriteException.class);
            assertThat(tickets.listIndexes().map(i -> i.getString("name"))).hasSize(7);
        }

        @Test
        void pagesThroughMoreThanOneBatch() {
            assertThat(tickets.find().into(new ArrayList<>())).hasSize(2_000);
            assertThat(tickets.find().batchSize(7).limit(100).into(new ArrayList<>()))
                    .hasSize(100);
            assertThat(tickets.find().sort(new Document("_id", -1)).limit(2).map(d -> d.getString("_id")))
                    .containsExactly("t1999", "t1998");
            assertThat(tickets.find(gt("_id", "t1997")).map(d -> d.getString("_id")))
                    .containsExactly("t1998", "t1999");
        }

        @Test
        void answersAsAFullScanDoes() {
            // Given
            MongoCollection<Document> bare = client.getDatabase("hotline").getCollection("bare");
            bare.insertMany(tickets.find().into(new ArrayList<>()));
            List<Bson> queries = List.of(
                    and(eq("state", "RUNNING"), gt("dueAt", Date.from(NOON.plusSeconds(500)))),
                    and(in("state", "RUNNING", "MET"), lt("dueAt", Date.from(NOON.plusSeconds(50)))),
                    and(eq("province", "CN-GD"), Filters.ne("state", "MET")),
                    and(gt("number", 10), lt("number", 20), eq("tags", "tag3")),
                    Filters.or(eq("number", 1), eq("state", "RUNNING")),
                    eq("pendingSince", null),
                    gt("pendingSince", "a string"),
                    Filters.not(gt("number", 5)),
                    new Document("number", new Document("$gt", 5).append("$exists", true)));
            // When / Then
            for (Bson query : queries) {
                for (int direction : new int[] {1, -1}) {
                    Document order = new Document("dueAt", direction).append("_id", direction);
                    assertThat(tickets.find(query).sort(order).skip(3).limit(40).into(new ArrayList<>()))
                            .isEqualTo(bare.find(query)
                                    .sort(order)
                                    .skip(3)
                                    .limit(40)
                                    .into(new ArrayList<>()));
                }
                assertThat(ids(query)).hasSize((int) bare.countDocuments(query));
            }
        }

        private void expectScanned(int most, Runnable query) {
            long before = server.scannedDocuments();
            query.run();
            assertThat(server.scannedDocuments() - before).isLessThanOrEqualTo(most);
        }
    }

    @Nested
    class Keeping {

        @Test
        void keepsDocumentsAndDropsWhatWasDropped() {
            // Given
            tickets.insertMany(List.of(ticket("a").append("n", 1), ticket("b")));
            tickets.deleteOne(eq("_id", "b"));
            MongoCollection<Document> other = client.getDatabase("hotline").getCollection("other");
            other.insertOne(ticket("x"));
            other.drop();
            // When
            restart();
            // Then
            assertThat(ids(new Document())).containsExactly("a");
            assertThat(client.getDatabase("hotline").listCollectionNames()).containsExactly("tickets");
            assertThat(client.getDatabase("hotline").getCollection("other").countDocuments())
                    .isZero();
        }

        @Test
        void staysSmallWhenOneDocumentIsWrittenAgainAndAgain() throws Exception {
            // Given
            String text = "x".repeat(2_000);
            for (int i = 0; i < 200; i++) {
                tickets.insertOne(ticket("t" + i));
            }
            // When
            for (int i = 0; i < 8_000; i++) {
                tickets.updateOne(eq("_id", "t" + i % 200), set("text", text + i));
            }
            client.close();
            server.close();
            // Then
            assertThat(Files.size(directory.resolve("documents.db"))).isLessThan(16L << 20);
            start();
            assertThat(stored("t199")).containsEntry("text", text + 7_999);
        }

        @Test
        void refusesASecondServerOnItsFile() {
            assertThatThrownBy(() ->
                            EmbeddedDocumentServer.start(DocumentServerSettings.in(directory.resolve("documents.db"))))
                    .isInstanceOf(IllegalStateException.class);
        }

        @Test
        void forgetsEverythingInMemory() {
            // Given
            stop();
            open(DocumentServerSettings.inMemory());
            tickets.insertOne(ticket("a"));
            // When
            stop();
            open(DocumentServerSettings.inMemory());
            // Then
            assertThat(tickets.countDocuments()).isZero();
        }
    }

    @Test
    void showsWholeDocumentsWhileTheyChange() throws Exception {
        // Given
        int fields = 40;
        tickets.insertOne(generation("hot", fields, 0));
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(3);
        // When
        Future<?> writer = threads.submit(() -> {
            for (int i = 1; i <= 1_200; i++) {
                tickets.replaceOne(eq("_id", "hot"), generation("hot", fields, i));
                Document all = generation("hot", fields, -i);
                all.remove("_id");
                tickets.updateOne(eq("_id", "hot"), new Document("$set", all));
            }
            done.set(true);
        });
        List<Future<Integer>> readers = new ArrayList<>();
        for (int r = 0; r < 2; r++) {
            readers.add(threads.submit(() -> {
                int torn = 0;
                while (!done.get() && !writer.isDone()) {
                    Document read = stored("hot");
                    Set<Object> generations = new HashSet<>(read.values());
                    generations.remove("hot");
                    torn += generations.size() == 1 ? 0 : 1;
                }
                return torn;
            }));
        }
        writer.get(60, TimeUnit.SECONDS);
        // Then
        for (Future<Integer> reader : readers) {
            assertThat(reader.get(10, TimeUnit.SECONDS)).isZero();
        }
        threads.shutdown();
    }

    private static Document generation(String id, int fields, int generation) {
        Document document = ticket(id);
        for (int f = 0; f < fields; f++) {
            document.append("field" + f, generation);
        }
        return document;
    }

    @Test
    void losesNothingThatItAcknowledgedWhenKilled() throws Exception {
        // Given
        Path file = directory.resolve("killed.db");
        Set<String> acknowledged = Collections.synchronizedSet(new HashSet<>());
        for (int round = 0; round < 3; round++) {
            // When
            runAndKill(file, "r" + round, acknowledged, 1_500 + round * 700);
            // Then
            try (EmbeddedDocumentServer reopened = EmbeddedDocumentServer.start(DocumentServerSettings.in(file));
                    MongoClient reader = MongoClients.create(reopened.connectionString())) {
                MongoCollection<Document> survived =
                        reader.getDatabase("hotline").getCollection("tickets");
                Set<String> ids = new HashSet<>();
                Set<String> updated = new HashSet<>();
                survived.find().forEach(d -> {
                    ids.add(d.getString("_id"));
                    if (d.getInteger("version") == 2) {
                        updated.add(d.getString("_id"));
                    }
                });
                assertThat(acknowledged).isNotEmpty();
                assertThat(ids).containsAll(acknowledged);
                assertThat(updated).containsAll(acknowledged);
                assertThat(survived.countDocuments(eq("version", 2))).isEqualTo(updated.size());
            }
        }
    }

    private static void runAndKill(Path file, String prefix, Set<String> acknowledged, int enough) throws Exception {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WritingProcess.class.getName(),
                        file.toString(),
                        prefix)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        int seen = 0;
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            String line;
            while ((line = out.readLine()) != null) {
                if (line.startsWith("ack ")) {
                    acknowledged.add(line.substring(4));
                    if (++seen == enough) {
                        child.destroyForcibly();
                    }
                }
            }
        } catch (IOException closed) {
            // The pipe of a killed process.
        }
        assertThat(child.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(seen).isGreaterThanOrEqualTo(enough);
    }

    private Set<String> ids(Bson query) {
        Set<String> ids = new HashSet<>();
        List<String> all = tickets.find(query).map(d -> d.getString("_id")).into(new ArrayList<>());
        ids.addAll(all);
        assertThat(ids).as("each once").hasSize(all.size());
        return ids;
    }
}
