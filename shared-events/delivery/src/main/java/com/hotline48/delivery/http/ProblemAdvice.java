package com.hotline48.delivery.http;

import java.nio.charset.StandardCharsets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Answers every fault of a request as problem details, from controllers and before them, in place of Spring Boot's error
 * page; and gives each answer its correlation id.
 */
public final class ProblemAdvice implements WebExceptionHandler, WebFilter, Ordered {

    private static final Logger LOGGER = LoggerFactory.getLogger(ProblemAdvice.class);
    /** Before Spring Boot's own handler (-1). */
    private static final int ORDER = -2;

    private final ObjectMapper json = new ObjectMapper();

    @Override
    public int getOrder() {
        return ORDER;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        String id = Requests.correlationId(exchange.getRequest());
        exchange.getResponse().getHeaders().set(Requests.CORRELATION_ID, id);
        return chain.filter(exchange);
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable fault) {
        ServerHttpResponse response = exchange.getResponse();
        if (response.isCommitted() || isGone(fault)) {
            return Mono.error(fault);
        }
        Problem problem = Problems.of(fault);
        String correlationId = Requests.correlationId(exchange.getRequest());
        report(exchange, fault, problem.status(), correlationId);
        response.setStatusCode(problem.status());
        problem.headers().forEach(response.getHeaders()::put);
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        response.getHeaders().set(Requests.CORRELATION_ID, correlationId);
        return response.writeWith(Mono.fromSupplier(() -> body(response, problem, correlationId)));
    }

    private DataBuffer body(ServerHttpResponse response, Problem problem, String correlationId) {
        try {
            return response.bufferFactory().wrap(json.writeValueAsBytes(problem.body(correlationId)));
        } catch (JsonProcessingException e) {
            return response.bufferFactory()
                    .wrap(("{\"status\":" + problem.status().value() + "}").getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void report(
            ServerWebExchange exchange, Throwable fault, HttpStatusCode status, String correlationId) {
        if (status.value() == 503) {
            LOGGER.atWarn()
                    .addKeyValue("correlationId", correlationId)
                    .addKeyValue("fault", fault.getClass().getSimpleName())
                    .log("request refused: an engine is away");
        } else if (status.is5xxServerError()) {
            // Messages of unforeseen faults may quote the request: types and places only.
            LOGGER.atError()
                    .addKeyValue("correlationId", correlationId)
                    .addKeyValue("method", exchange.getRequest().getMethod())
                    .addKeyValue("fault", Faults.describe(fault))
                    .log("request failed");
        }
    }

    private static boolean isGone(Throwable fault) {
        return Problems.find(fault, reactor.netty.channel.AbortedException.class)
                .isPresent();
    }
}
