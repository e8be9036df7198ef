package com.hotline48.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoCollection;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.bson.Document;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/**
 * The floor of the comparison: a WebFlux endpoint that parses a body, inserts one document, has one record
 * acknowledged, and answers 201. Nothing else that a service must do is in it.
 */
final class BareEndpoint implements AutoCloseable {

    static final String PATH = "/api/v1/bench/floor";

    private static final String TOPIC = "bench.floor.v1";
    private static final Duration ENGINES_LIMIT = Duration.ofMinutes(2);

    private final ObjectMapper json = new ObjectMapper();
    private final MongoClient mongo;
    private final MongoCollection<Document> documents;
    private final KafkaProducer<String, byte[]> producer;
    private final DisposableServer server;

    /**
     * Starts it; waits for the broker.
     *
     * @param port on 127.0.0.1
     * @param partitions of its topic, as many as the platform's
     */
    BareEndpoint(int port, String mongoUri, String kafka, int partitions) throws InterruptedException {
        createTopic(kafka, partitions);
        mongo = MongoClients.create(mongoUri);
        documents = mongo.getDatabase("bench").getCollection("floor");
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", kafka);
        settings.put("acks", "all");
        settings.put("enable.idempotence", true);
        producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
        var routes = RouterFunctions.route().POST(PATH, this::accept).build();
        server = HttpServer.create()
                .host("127.0.0.1")
                .port(port)
                .handle(new ReactorHttpHandlerAdapter(RouterFunctions.toHttpHandler(routes)))
                .bindNow();
    }

    private Mono<ServerResponse> accept(ServerRequest request) {
        return request.bodyToMono(byte[].class).flatMap(bytes -> {
            Map<?, ?> form = parse(bytes);
            String id = UUID.randomUUID().toString();
            Document document = new Document("_id", id);
            form.forEach((name, value) -> document.append(String.valueOf(name), value));
            return Mono.from(documents.insertOne(document))
                    .then(Mono.fromFuture(() -> produce(id, bytes)))
                    .then(ServerResponse.status(HttpStatus.CREATED)
                            .contentType(MediaType.APPLICATION_JSON)
                            .bodyValue(("{\"id\":\"" + id + "\"}").getBytes(StandardCharsets.UTF_8)));
        });
    }

    private Map<?, ?> parse(byte[] bytes) {
        try {
            return json.readValue(bytes, Map.class);
        } catch (IOException e) {
            throw new IllegalArgumentException("not a JSON object", e);
        }
    }

    private CompletableFuture<Optional<Long>> produce(String key, byte[] value) {
        CompletableFuture<Optional<Long>> acknowledged = new CompletableFuture<>();
        Future<RecordMetadata> unused = producer.send(new ProducerRecord<>(TOPIC, key, value), (metadata, failure) -> {
            if (failure == null) {
                acknowledged.complete(Optional.of(metadata.offset()));
            } else {
                acknowledged.completeExceptionally(failure);
            }
        });
        return acknowledged;
    }

    private static void createTopic(String kafka, int partitions) throws InterruptedException {
        try (Admin admin = Admin.create(
                Map.of("bootstrap.servers", kafka, "default.api.timeout.ms", (int) ENGINES_LIMIT.toMillis()))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, partitions, (short) 1)))
                    .all()
                    .get(ENGINES_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException("no topic for the floor", e);
            }
        } catch (TimeoutException e) {
            throw new IllegalStateException("no broker for the floor", e);
        }
    }

    @Override
    public void close() {
        server.disposeNow();
        producer.close(Duration.ofSeconds(1));
        mongo.close();
    }
}
