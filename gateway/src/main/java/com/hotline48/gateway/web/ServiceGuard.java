package com.hotline48.gateway.web;

import java.net.URI;
import java.util.List;

import com.hotline48.gateway.config.GatewayProperties;
import com.hotline48.gateway.rules.Problem;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import io.github.resilience4j.reactor.timelimiter.TimeLimiterOperator;
import io.github.resilience4j.timelimiter.TimeLimiterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Breaker and time limit of each service, named as its route, and a clean answer where the service gives none.
 *
 * <p>Spring Cloud's own breaker filter replaces every answer that it counts as a failure; here a service's problem body
 * counts and still reaches the caller.
 */
@Component
class ServiceGuard implements GlobalFilter, Ordered {

    private static final Logger LOGGER = LoggerFactory.getLogger(ServiceGuard.class);
    private static final List<String> KEPT_OF_A_REFUSAL = List.of(HttpHeaders.ALLOW, HttpHeaders.RETRY_AFTER);
    private static final List<HttpMethod> REPEATABLE = List.of(HttpMethod.GET, HttpMethod.HEAD);

    private final CircuitBreakerRegistry breakers;
    private final TimeLimiterRegistry limits;
    private final String retryAfter;

    ServiceGuard(CircuitBreakerRegistry breakers, TimeLimiterRegistry limits, GatewayProperties properties) {
        this.breakers = breakers;
        this.limits = limits;
        this.retryAfter = Long.toString(Math.max(1, properties.retryAfter().toSeconds()));
        breakers.getEventPublisher().onEntryAdded(added -> added.getAddedEntry()
                .getEventPublisher()
                .onStateTransition(change -> LOGGER.atWarn()
                        .addKeyValue("service", change.getCircuitBreakerName())
                        .addKeyValue("state", change.getStateTransition().getToState())
                        .log("breaker changed its state")));
        // Made at start, so that their metrics exist before the first failure.
        properties.services().keySet().forEach(breakers::circuitBreaker);
    }

    @Override
    public int getOrder() {
        return RequestRules.ORDER + 1;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        Route route = exchange.getRequiredAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR);
        Mono<Void> call = chain.filter(exchange);
        if (REPEATABLE.contains(exchange.getRequest().getMethod())) {
            call = call.retryWhen(Retry.max(1)
                    .filter(ServiceFaults::isConnection)
                    .doBeforeRetry(signal -> ServerWebExchangeUtils.reset(exchange))
                    .onRetryExhaustedThrow((spec, signal) -> signal.failure()));
        }
        return call.then(Mono.fromSupplier(() -> status(exchange.getResponse())))
                .transformDeferred(TimeLimiterOperator.of(limits.timeLimiter(route.getId())))
                .transformDeferred(CircuitBreakerOperator.of(breakers.circuitBreaker(route.getId())))
                .onErrorMap(this::explain)
                .flatMap(status -> clean(exchange, status));
    }

    private Throwable explain(Throwable failure) {
        if (failure instanceof CallNotPermittedException || ServiceFaults.isConnection(failure)) {
            return unavailable();
        }
        return ServiceFaults.isTimeout(failure) ? new ProblemException(Problem.TIMEOUT) : failure;
    }

    private ProblemException unavailable() {
        return new ProblemException(Problem.SERVICE_UNAVAILABLE).with(HttpHeaders.RETRY_AFTER, retryAfter);
    }

    /** The answer is not written yet: what a caller must not see is taken out or replaced here. */
    private Mono<Void> clean(ServerWebExchange exchange, int status) {
        HttpHeaders headers = exchange.getResponse().getHeaders();
        headers.remove(HttpHeaders.SERVER);
        withoutHost(headers);
        boolean silent = exchange.getRequest().getMethod().equals(HttpMethod.HEAD);
        if (status < 400 || silent || isProblem(headers)) {
            return Mono.empty();
        }
        if (status == 503) {
            return Mono.error(unavailable());
        }
        if (status >= 500) {
            return Mono.error(new ProblemException(status == 504 ? Problem.TIMEOUT : Problem.BAD_GATEWAY));
        }
        ProblemException refusal = new ProblemException(Problem.ofStatus(status));
        for (String kept : KEPT_OF_A_REFUSAL) {
            String value = headers.getFirst(kept);
            if (value != null) {
                refusal.with(kept, value);
            }
        }
        return Mono.error(refusal);
    }

    /** A service knows itself by an address that callers cannot reach: its links become relative to the gateway. */
    private static void withoutHost(HttpHeaders headers) {
        URI location = headers.getLocation();
        if (location != null && location.getRawAuthority() != null) {
            String query = location.getRawQuery() == null ? "" : "?" + location.getRawQuery();
            headers.set(HttpHeaders.LOCATION, location.getRawPath() + query);
        }
    }

    private static boolean isProblem(HttpHeaders headers) {
        String type = headers.getFirst(HttpHeaders.CONTENT_TYPE);
        return type != null && type.startsWith(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    }

    private static int status(ServerHttpResponse response) {
        HttpStatusCode status = response.getStatusCode();
        return status == null ? 200 : status.value();
    }
}
