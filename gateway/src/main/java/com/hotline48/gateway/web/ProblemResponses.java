package com.hotline48.gateway.web;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.hotline48.gateway.rules.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.reactive.error.ErrorWebExceptionHandler;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Answers every failure with problem+json, whatever the caller accepts. */
@Component
@Order(-2) // before Spring Boot's own, which answers browsers with HTML
class ProblemResponses implements ErrorWebExceptionHandler {

    private static final Logger LOGGER = LoggerFactory.getLogger(ProblemResponses.class);

    private final ObjectMapper json = new ObjectMapper();

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
        ServerHttpResponse response = exchange.getResponse();
        if (response.isCommitted()) {
            // Half an answer is out: breaking the connection is the only honest end.
            return Mono.error(failure);
        }
        if (failure instanceof ProblemException known) {
            return write(exchange, known.problem(), known.headers());
        }
        if (failure instanceof ErrorResponse framework) {
            return write(exchange, Problem.ofStatus(framework.getStatusCode().value()), framework.getHeaders());
        }
        // Not the throwable itself: the framework adds the request's query to its trace.
        StackTraceElement[] trace = failure.getStackTrace();
        LOGGER.atError()
                .addKeyValue("correlationId", correlationId(exchange))
                .addKeyValue("fault", failure.getClass().getName())
                .addKeyValue("at", trace.length == 0 ? "unknown" : trace[0])
                .log("request failed in the gateway");
        return write(exchange, Problem.INTERNAL, HttpHeaders.EMPTY);
    }

    private Mono<Void> write(ServerWebExchange exchange, Problem problem, HttpHeaders extra) {
        ServerHttpResponse response = exchange.getResponse();
        HttpHeaders headers = response.getHeaders();
        headers.keySet().removeIf(name -> !survives(name));
        headers.putAll(extra);
        headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        headers.setCacheControl("no-store");
        response.setStatusCode(HttpStatusCode.valueOf(problem.status()));
        byte[] body = body(exchange, problem);
        headers.setContentLength(body.length);
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(body)));
    }

    /** What the gateway itself has set before the failure; all else describes a body that is not sent. */
    private static boolean survives(String header) {
        String name = header.toLowerCase(Locale.ROOT);
        return name.startsWith("access-control-") || name.equals("vary");
    }

    private byte[] body(ServerWebExchange exchange, Problem problem) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("type", "/problems/" + problem.code());
        members.put("title", problem.title());
        members.put("status", problem.status());
        members.put("detail", problem.detail());
        String path = exchange.getRequest().getURI().getRawPath();
        if (!path.startsWith(MalformedRequests.PATH)) {
            members.put("instance", path);
        }
        members.put("correlationId", correlationId(exchange));
        try {
            return json.writeValueAsBytes(members);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a problem must be writable", e);
        }
    }

    private static String correlationId(ServerWebExchange exchange) {
        return exchange.getAttributeOrDefault(IdentityFilter.CORRELATION_ID, "unknown");
    }
}
