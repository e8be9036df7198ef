package com.hotline48.delivery;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;

import com.hotline48.delivery.deadletter.DeadLetterStore;
import com.hotline48.delivery.listener.EventListeners;
import com.hotline48.delivery.outbox.OutboxPublisher;
import com.hotline48.delivery.streams.StreamsRuntime;
import com.mongodb.reactivestreams.client.MongoDatabase;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.streams.KafkaStreams.State;
import org.bson.Document;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import reactor.core.publisher.Mono;

/**
 * What the health endpoint says of delivery. {@link #DEGRADED} = somebody should look, the service works (HTTP 200,
 * ready).
 */
public final class DeliveryHealth {

    /** Works, but not as it should. */
    public static final Status DEGRADED = new Status("DEGRADED");

    private static final Duration OUTBOX_TOO_OLD = Duration.ofSeconds(30);
    private static final Duration REBALANCING_TOO_LONG = Duration.ofSeconds(60);
    private static final Duration FALL_MATTERS = Duration.ofMinutes(2);
    private static final Duration ANSWER = Duration.ofSeconds(2);

    private DeliveryHealth() {}

    static HealthIndicator documents(MongoDatabase database) {
        return () -> {
            try {
                Mono.from(database.runCommand(new Document("ping", 1))).block(ANSWER);
                return Health.up().build();
            } catch (RuntimeException e) {
                return Health.down()
                        .withDetail("fault", e.getClass().getSimpleName())
                        .build();
            }
        };
    }

    static HealthIndicator log(Admin admin) {
        return () -> {
            try {
                int brokers = admin.describeCluster(new DescribeClusterOptions().timeoutMs((int) ANSWER.toMillis()))
                        .nodes()
                        .get(ANSWER.toMillis(), TimeUnit.MILLISECONDS)
                        .size();
                return Health.up().withDetail("brokers", brokers).build();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Health.down().build();
            } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
                return Health.down()
                        .withDetail("fault", e.getClass().getSimpleName())
                        .build();
            }
        };
    }

    static HealthIndicator outbox(OutboxPublisher publisher) {
        return () -> {
            Duration oldest = publisher.oldestAge();
            return Health.status(oldest.compareTo(OUTBOX_TOO_OLD) > 0 ? DEGRADED : Status.UP)
                    .withDetail("documentsWaiting", publisher.waitingDocuments())
                    .withDetail("oldestSeconds", oldest.toSeconds())
                    .build();
        };
    }

    static HealthIndicator deadLetters(DeadLetterStore store) {
        return () -> {
            try {
                long unresolved = store.countUnresolved().blockOptional(ANSWER).orElse(0L);
                return Health.status(unresolved > 0 ? DEGRADED : Status.UP)
                        .withDetail("unresolved", unresolved)
                        .build();
            } catch (RuntimeException e) {
                return Health.unknown().build();
            }
        };
    }

    static HealthIndicator listeners(EventListeners listeners) {
        return () -> Health.status(listeners.fault().isPresent() ? DEGRADED : Status.UP)
                .build();
    }

    static HealthIndicator streams(Collection<StreamsRuntime> runtimes, Clock clock) {
        List<StreamsRuntime> all = List.copyOf(runtimes);
        return () -> {
            Health.Builder health = Health.up();
            Status worst = Status.UP;
            for (StreamsRuntime runtime : all) {
                State state = runtime.state();
                health.withDetail(runtime.applicationId(), state.name());
                Status status = status(runtime, state, clock);
                if (rank(status) > rank(worst)) {
                    worst = status;
                }
            }
            return health.status(worst).build();
        };
    }

    private static Status status(StreamsRuntime runtime, State state, Clock clock) {
        if (state == State.RUNNING) {
            boolean fellLately = runtime.lastFall()
                    .filter(fall -> Duration.between(fall, clock.instant()).compareTo(FALL_MATTERS) < 0)
                    .isPresent();
            return fellLately ? DEGRADED : Status.UP;
        }
        if (state == State.REBALANCING || state == State.CREATED) {
            return Duration.between(runtime.stateSince(), clock.instant()).compareTo(REBALANCING_TOO_LONG) > 0
                    ? DEGRADED
                    : Status.OUT_OF_SERVICE;
        }
        return Status.DOWN;
    }

    private static int rank(Status status) {
        return List.of(Status.UP, DEGRADED, Status.OUT_OF_SERVICE, Status.DOWN).indexOf(status);
    }
}
