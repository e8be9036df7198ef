package com.hotline48.delivery;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where the engines are and how a service delivers its events.
 *
 * @param service name of the service as in {@code /services/<name>}
 * @param instance name of this process among several of the service; keep it over restarts (static group membership)
 * @param kafkaBootstrap hosts and ports
 * @param mongoUri connection string; one that names a replica set makes writes wait for its majority and journal
 * @param database name of the service's database, default: the service's name
 * @param partitions of every history topic, fixed per installation at its first start, 1..200
 * @param replicationFactor of every topic, 1..5; 1 for a single broker
 * @param idempotence off = retried commands and repeated events take effect again; only for proving that checks notice
 * @param stateDir folder of the Streams stores; keep it over restarts
 */
@Validated
@ConfigurationProperties("hotline")
public record DeliveryProperties(
        @NotBlank @Pattern(regexp = "[a-z][a-z-]*") String service,
        @DefaultValue("0") @Pattern(regexp = "[A-Za-z0-9._-]{1,64}") String instance,
        @DefaultValue("127.0.0.1:9092") @NotBlank String kafkaBootstrap,
        @DefaultValue("mongodb://127.0.0.1:27017") @NotBlank String mongoUri,
        @Nullable String database,
        @DefaultValue("4") @Min(1) @Max(200) int partitions,
        @DefaultValue("1") @Min(1) @Max(5) int replicationFactor,
        @DefaultValue("true") boolean idempotence,
        @DefaultValue("./data/streams") Path stateDir,
        @DefaultValue Outbox outbox,
        @DefaultValue Listener listener,
        @DefaultValue Streams streams) {

    public DeliveryProperties {
        database = database == null || database.isBlank() ? service : database;
    }

    /** The database's name, never absent. */
    @Override
    public String database() {
        return Objects.requireNonNull(database, "database");
    }

    /** The CloudEvents source of the service's events. */
    public String source() {
        return "/services/" + service;
    }

    /**
     * @param sweep whether events that the fast path lost are looked for; off only for proving that checks notice
     * @param sweepInterval 100 ms or more
     */
    public record Outbox(@DefaultValue("true") boolean sweep, @DefaultValue("1s") Duration sweepInterval) {
        public Outbox {
            if (sweepInterval.toMillis() < 100) {
                throw new IllegalArgumentException("sweepInterval: " + sweepInterval + " (expected: >= 100 ms)");
            }
        }
    }

    /** @param concurrency consumers per subscription and process, 1..16; no more than partitions do anything */
    public record Listener(@DefaultValue("2") @Min(1) @Max(16) int concurrency) {}

    /**
     * @param threads per topology, 1..16
     * @param commitInterval how long an effect waits to become readable at most; a transaction each
     */
    public record Streams(
            @DefaultValue("1") @Min(1) @Max(16) int threads, @DefaultValue("100ms") Duration commitInterval) {}
}
