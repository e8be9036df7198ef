package com.hotline48.gateway.config;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The gateway's own settings; routes stand under {@code spring.cloud.gateway.server.webflux.routes}, breakers and time
 * limits under {@code resilience4j}.
 *
 * @param services base URI per service; a route's id is the name of its service
 * @param methods HTTP methods that pass to services
 * @param corsOrigins origin patterns whose pages may call, e.g. {@code http://localhost:*}; never with credentials
 * @param maxBody largest request body, 1 B..16 MiB
 * @param bodyTimeout longest time for a request body to arrive
 * @param connectTimeout longest time for a connection to a service to be made
 * @param retryAfter what a 503 of the gateway tells the caller to wait, whole seconds
 * @param probeTimeout longest time for one service's readiness, API description or metrics
 * @param healthCache how long a service's readiness is believed, at most 1 s by promise
 */
@ConfigurationProperties("gateway")
public record GatewayProperties(
        Map<String, URI> services,
        @DefaultValue({"GET", "HEAD", "POST", "OPTIONS"}) List<String> methods,
        @DefaultValue("http://localhost:*") List<String> corsOrigins,
        @DefaultValue("1MB") DataSize maxBody,
        @DefaultValue("10s") Duration bodyTimeout,
        @DefaultValue("2s") Duration connectTimeout,
        @DefaultValue("5s") Duration retryAfter,
        @DefaultValue("2s") Duration probeTimeout,
        @DefaultValue("1s") Duration healthCache) {

    public GatewayProperties {
        // Binding leaves the map out when no service is named.
        if (services == null || services.isEmpty()) {
            throw new IllegalArgumentException("gateway.services: none (expected: at least one)");
        }
        services = new LinkedHashMap<>(services);
        methods = List.copyOf(methods);
        corsOrigins = List.copyOf(corsOrigins);
        if (maxBody.toBytes() < 1 || maxBody.toBytes() > 16L << 20) {
            throw new IllegalArgumentException("gateway.max-body: " + maxBody + " (expected: 1B..16MB)");
        }
        if (healthCache.compareTo(Duration.ofSeconds(1)) > 0) {
            throw new IllegalArgumentException("gateway.health-cache: " + healthCache + " (expected: <= 1s)");
        }
    }
}
