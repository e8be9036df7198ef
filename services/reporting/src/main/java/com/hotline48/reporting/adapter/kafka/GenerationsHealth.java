package com.hotline48.reporting.adapter.kafka;

import java.util.Objects;

import org.apache.kafka.streams.KafkaStreams;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/** UP while the topology that serves processes; out of service while it starts or its tasks move. */
public final class GenerationsHealth implements HealthIndicator {

    private final KafkaGenerations generations;

    public GenerationsHealth(KafkaGenerations generations) {
        this.generations = Objects.requireNonNull(generations, "generations");
    }

    @Override
    public Health health() {
        KafkaStreams.State state = generations.state().orElse(KafkaStreams.State.CREATED);
        Health.Builder health =
                switch (state) {
                    case RUNNING -> Health.up();
                    case CREATED, REBALANCING -> Health.outOfService();
                    case PENDING_SHUTDOWN, NOT_RUNNING, PENDING_ERROR, ERROR -> Health.down();
                };
        return health.withDetail("state", state.name()).build();
    }
}
