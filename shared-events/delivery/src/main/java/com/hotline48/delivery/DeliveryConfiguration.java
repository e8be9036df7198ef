package com.hotline48.delivery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import com.hotline48.delivery.deadletter.DeadLetterController;
import com.hotline48.delivery.deadletter.DeadLetterCopier;
import com.hotline48.delivery.deadletter.DeadLetterStore;
import com.hotline48.delivery.deadletter.DeadLetters;
import com.hotline48.delivery.deadletter.StreamsConsumer;
import com.hotline48.delivery.http.ProblemAdvice;
import com.hotline48.delivery.http.ReadableTargets;
import com.hotline48.delivery.http.StrictJson;
import com.hotline48.delivery.listener.EventListeners;
import com.hotline48.delivery.listener.EventSubscription;
import com.hotline48.delivery.listener.RetryPolicy;
import com.hotline48.delivery.logend.LogEndsFactory;
import com.hotline48.delivery.mark.KafkaMarks;
import com.hotline48.delivery.mark.MarkPublisher;
import com.hotline48.delivery.outbox.AggregateStores;
import com.hotline48.delivery.outbox.OutboxPublisher;
import com.hotline48.delivery.streams.StreamsFactory;
import com.hotline48.delivery.streams.StreamsRuntime;
import com.hotline48.events.Topics;
import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.WriteConcern;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.SimpleStatusAggregator;
import org.springframework.boot.actuate.health.StatusAggregator;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.ResourcePropertySource;
import org.springframework.http.client.ReactorResourceFactory;

/** Everything that a service needs to deliver events; brought in by {@code @Import}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DeliveryProperties.class)
@Import(DeliveryDefaults.class)
public class DeliveryConfiguration {

    private static final Duration ENGINE_PATIENCE = Duration.ofSeconds(60);
    private static final Duration MARKS_RETENTION = Duration.ofMinutes(10);

    /** The installation's environment variables, below every other source of settings. */
    @Bean
    static BeanFactoryPostProcessor deliveryEnvironment(ConfigurableEnvironment environment) {
        return beans -> {
            try {
                environment
                        .getPropertySources()
                        .addLast(new ResourcePropertySource(
                                "hotline-environment",
                                new ClassPathResource("environment.properties", DeliveryConfiguration.class)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    /** Event loops of this service's own: shared ones would go down with the first service that stops. */
    @Bean
    ReactorResourceFactory reactorResourceFactory() {
        ReactorResourceFactory resources = new ReactorResourceFactory();
        resources.setUseGlobalResources(false);
        resources.setShutdownQuietPeriod(Duration.ZERO);
        return resources;
    }

    @Bean
    KafkaClients kafkaClients(DeliveryProperties properties) {
        return new KafkaClients(properties);
    }

    @Bean(destroyMethod = "")
    KafkaProducer<String, byte[]> deliveryProducer(KafkaClients clients) {
        return clients.producer("producer");
    }

    @Bean
    AutoCloseable deliveryProducerClose(KafkaProducer<String, byte[]> producer) {
        // A plain close waits for ever when the broker is gone.
        return () -> producer.close(Duration.ofSeconds(2));
    }

    @Bean(destroyMethod = "")
    Admin deliveryAdmin(KafkaClients clients) {
        return clients.admin("admin");
    }

    @Bean
    AutoCloseable deliveryAdminClose(Admin admin) {
        return () -> admin.close(Duration.ofSeconds(1));
    }

    @Bean
    MongoClient mongoClient(DeliveryProperties properties) {
        ConnectionString uri = new ConnectionString(properties.mongoUri());
        boolean replicated = uri.getRequiredReplicaSetName() != null || uri.isSrvProtocol();
        MongoClientSettings.Builder settings = MongoClientSettings.builder()
                .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(5, TimeUnit.SECONDS))
                .applyToSocketSettings(
                        socket -> socket.connectTimeout(3, TimeUnit.SECONDS).readTimeout(10, TimeUnit.SECONDS))
                .applyToConnectionPoolSettings(pool ->
                        pool.maxSize(64).maxWaitTime(5, TimeUnit.SECONDS).maxConnecting(4))
                .applicationName("hotline48-" + properties.service())
                .applyConnectionString(uri);
        // A replica set acknowledges what its majority has on disk; a single server has no majority to ask.
        settings.writeConcern(
                replicated
                        ? WriteConcern.MAJORITY.withJournal(true).withWTimeout(10, TimeUnit.SECONDS)
                        : WriteConcern.ACKNOWLEDGED);
        return MongoClients.create(settings.build());
    }

    @Bean
    MongoDatabase mongoDatabase(MongoClient client, DeliveryProperties properties) {
        return client.getDatabase(properties.database());
    }

    @Bean
    TopicSetup topicSetup(
            Admin admin,
            DeliveryProperties properties,
            ObjectProvider<TopicSpec> own,
            ObjectProvider<EventSubscription> subscriptions,
            ObjectProvider<StreamsConsumer> streams) {
        List<TopicSpec> topics = new ArrayList<>();
        Topics.HISTORY.forEach(
                topic -> topics.add(new TopicSpec(topic, properties.partitions(), Map.of("retention.ms", "-1"))));
        topics.add(new TopicSpec(
                Topics.MARKS,
                1,
                Map.of(
                        "retention.ms", String.valueOf(MARKS_RETENTION.toMillis()),
                        "segment.ms", String.valueOf(MARKS_RETENTION.toMillis() / 2),
                        "cleanup.policy", "delete")));
        subscriptions.forEach(
                subscription -> addRepair(topics, properties, subscription.consumer(), subscription.topics()));
        streams.forEach(consumer -> addRepair(topics, properties, consumer.consumer(), consumer.topics()));
        own.forEach(topics::add);
        return new TopicSetup(admin, topics, properties.replicationFactor(), ENGINE_PATIENCE);
    }

    private static void addRepair(
            List<TopicSpec> topics, DeliveryProperties properties, String consumer, List<String> inputs) {
        for (String input : inputs) {
            for (String name : List.of(Topics.deadLetters(input, consumer), Topics.resend(input, consumer))) {
                topics.add(new TopicSpec(name, properties.partitions(), Map.of("retention.ms", "-1")));
            }
        }
    }

    @Bean
    OutboxPublisher outboxPublisher(
            KafkaProducer<String, byte[]> producer, DeliveryProperties properties, Clock clock, MeterRegistry meters) {
        return new OutboxPublisher(() -> producer, properties, clock, meters);
    }

    @Bean
    AggregateStores aggregateStores(
            MongoDatabase database, OutboxPublisher publisher, DeliveryProperties properties, Clock clock) {
        return new AggregateStores(database, publisher, properties, clock);
    }

    @Bean
    MarkPublisher markPublisher(
            AggregateStores stores, KafkaProducer<String, byte[]> producer, DeliveryProperties properties) {
        return new MarkPublisher(properties.source(), stores, () -> producer);
    }

    @Bean
    KafkaMarks marks(KafkaClients clients, Clock clock) {
        return new KafkaMarks(() -> clients.reader("marks"), clock);
    }

    @Bean
    LogEndsFactory logEndsFactory(Admin admin, KafkaClients clients, Clock clock, MeterRegistry meters) {
        return new LogEndsFactory(admin, clients, clock, meters);
    }

    @Bean
    StreamsFactory streamsFactory(DeliveryProperties properties, Admin admin, MeterRegistry meters, Clock clock) {
        return new StreamsFactory(properties, admin, meters, clock);
    }

    @Bean
    DeadLetterStore deadLetterStore(MongoDatabase database) {
        return new DeadLetterStore(database);
    }

    @Bean
    DeadLetters deadLetters(DeadLetterStore store, MeterRegistry meters) {
        return new DeadLetters(store, meters, ENGINE_PATIENCE);
    }

    @Bean
    DeadLetterController deadLetterController(
            DeadLetterStore store, KafkaProducer<String, byte[]> producer, Clock clock) {
        return new DeadLetterController(store, () -> producer, clock);
    }

    @Bean
    DeadLetterCopier deadLetterCopier(
            ObjectProvider<StreamsConsumer> sources,
            DeadLetterStore store,
            KafkaClients clients,
            DeliveryProperties properties) {
        return new DeadLetterCopier(
                sources.stream().toList(),
                store,
                () -> clients.member(properties.service() + "-dead-letters", "dead-letters"));
    }

    @Bean
    EventListeners eventListeners(
            ObjectProvider<EventSubscription> subscriptions,
            KafkaClients clients,
            DeadLetterStore deadLetters,
            KafkaProducer<String, byte[]> producer,
            DeliveryProperties properties,
            RetryPolicy retries,
            MeterRegistry meters,
            Clock clock) {
        return new EventListeners(
                subscriptions.stream().toList(),
                clients,
                deadLetters,
                () -> producer,
                properties,
                retries,
                meters,
                clock);
    }

    @Bean
    ProblemAdvice problemAdvice() {
        return new ProblemAdvice();
    }

    @Bean
    ReadableTargets readableTargets() {
        return new ReadableTargets();
    }

    @Bean
    StrictJson strictJson() {
        return new StrictJson();
    }

    @Bean
    StatusAggregator deliveryStatusAggregator() {
        return new SimpleStatusAggregator("DOWN", "OUT_OF_SERVICE", "DEGRADED", "UP", "UNKNOWN");
    }

    @Bean
    HealthIndicator documentsHealthIndicator(MongoDatabase database) {
        return DeliveryHealth.documents(database);
    }

    @Bean
    HealthIndicator logHealthIndicator(Admin admin) {
        return DeliveryHealth.log(admin);
    }

    @Bean
    HealthIndicator outboxHealthIndicator(OutboxPublisher publisher) {
        return DeliveryHealth.outbox(publisher);
    }

    @Bean
    HealthIndicator deadLettersHealthIndicator(DeadLetterStore store) {
        return DeliveryHealth.deadLetters(store);
    }

    @Bean
    HealthIndicator listenersHealthIndicator(EventListeners listeners) {
        return DeliveryHealth.listeners(listeners);
    }

    @Bean
    HealthIndicator streamsHealthIndicator(ObjectProvider<StreamsRuntime> runtimes, Clock clock) {
        return DeliveryHealth.streams(runtimes.stream().toList(), clock);
    }
}
