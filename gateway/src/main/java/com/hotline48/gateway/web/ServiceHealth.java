package com.hotline48.gateway.web;

import java.net.URI;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.hotline48.gateway.config.GatewayProperties;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.ReactiveHealthContributorRegistry;
import org.springframework.boot.actuate.health.ReactiveHealthIndicator;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/**
 * Each service's readiness as a component of the gateway's health: the whole is UP when all are ready, DEGRADED (still
 * 200) while one says so, and DOWN otherwise. Asked in parallel, each within {@code gateway.probe-timeout}.
 */
@Component
class ServiceHealth implements SmartInitializingSingleton {

    private static final String DOWN = "DOWN";

    /** What a service may say of itself; anything else counts as down. */
    private static final Set<String> READY = Set.of("UP", "DEGRADED");

    private static final Set<String> NOT_READY = Set.of(DOWN, "OUT_OF_SERVICE");

    private final ReactiveHealthContributorRegistry registry;
    private final WebClient probes;
    private final GatewayProperties properties;

    ServiceHealth(ReactiveHealthContributorRegistry registry, WebClient probes, GatewayProperties properties) {
        this.registry = registry;
        this.probes = probes;
        this.properties = properties;
    }

    @Override
    public void afterSingletonsInstantiated() {
        properties.services().forEach((service, uri) -> registry.registerContributor(service, indicator(uri)));
    }

    private ReactiveHealthIndicator indicator(URI service) {
        URI readiness = service.resolve("/actuator/health/readiness");
        Mono<Health> health = probes.get()
                .uri(readiness)
                .exchangeToMono(answer -> answer.bodyToMono(JsonNode.class)
                        .map(body ->
                                status(answer.statusCode(), body.path("status").asText())))
                .timeout(properties.probeTimeout())
                .onErrorReturn(DOWN)
                .defaultIfEmpty(DOWN)
                .map(status -> Health.status(status).build())
                .cache(properties.healthCache());
        return () -> health;
    }

    private static String status(HttpStatusCode http, String said) {
        return (http.is2xxSuccessful() ? READY : NOT_READY).contains(said) ? said : DOWN;
    }
}
