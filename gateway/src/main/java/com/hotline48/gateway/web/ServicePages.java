package com.hotline48.gateway.web;

import java.net.URI;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.hotline48.gateway.config.GatewayProperties;
import com.hotline48.gateway.rules.Problem;
import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/** Each service's API description and metrics at the gateway, so that an operator needs one address. */
@RestController
@Hidden
class ServicePages {

    private final WebClient probes;
    private final GatewayProperties properties;

    ServicePages(WebClient probes, GatewayProperties properties) {
        this.probes = probes;
        this.properties = properties;
    }

    /** The description with the gateway as its server, whatever address it is reached by. */
    @GetMapping("/v3/api-docs/{service}")
    Mono<ResponseEntity<JsonNode>> description(@PathVariable String service) {
        return fetch(service, "/v3/api-docs", JsonNode.class)
                .map(ServicePages::clean)
                .map(ServicePages::servedHere)
                .map(served -> ResponseEntity.ok()
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(served));
    }

    @GetMapping("/actuator/prometheus/{service}")
    Mono<ResponseEntity<byte[]>> metrics(@PathVariable String service) {
        return fetch(service, "/actuator/prometheus", byte[].class).map(answer -> ResponseEntity.ok()
                .header(
                        HttpHeaders.CONTENT_TYPE,
                        answer.getHeaders().getOrEmpty(HttpHeaders.CONTENT_TYPE).stream()
                                .findFirst()
                                .orElse(MediaType.TEXT_PLAIN_VALUE))
                .body(answer.getBody()));
    }

    private <T> Mono<ResponseEntity<T>> fetch(String service, String path, Class<T> type) {
        URI base = properties.services().get(service);
        if (base == null) {
            return Mono.error(new ProblemException(Problem.NOT_FOUND));
        }
        return probes.get()
                .uri(base.resolve(path))
                .retrieve()
                .toEntity(type)
                .timeout(properties.probeTimeout())
                .onErrorMap(failure -> new ProblemException(Problem.SERVICE_UNAVAILABLE)
                        .with(
                                HttpHeaders.RETRY_AFTER,
                                Long.toString(properties.retryAfter().toSeconds())));
    }

    private static JsonNode clean(ResponseEntity<JsonNode> answer) {
        JsonNode body = answer.getBody();
        if (body == null || !body.isObject()) {
            throw new ProblemException(Problem.BAD_GATEWAY);
        }
        return body;
    }

    private static JsonNode servedHere(JsonNode description) {
        ObjectNode served = (ObjectNode) description;
        served.putArray("servers").addObject().put("url", "/");
        return served;
    }
}
