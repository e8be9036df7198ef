package com.hotline48.gateway.web;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

import com.hotline48.gateway.rules.CorrelationId;
import com.hotline48.gateway.rules.TraceParent;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Gives every request its correlation id and trace, towards the services and in the answer, and takes away what a caller
 * may not claim: forwarding headers, which would forge addresses and links.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class IdentityFilter implements WebFilter {

    static final String CORRELATION_ID = IdentityFilter.class.getName() + ".correlationId";

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        HttpHeaders sent = exchange.getRequest().getHeaders();
        String correlationId = CorrelationId.from(
                sent.getOrEmpty(CorrelationId.HEADER), () -> UUID.randomUUID().toString());
        List<String> traces = sent.getOrEmpty(TraceParent.HEADER);
        boolean traced = TraceParent.isValid(traces);
        String trace = traced
                ? traces.get(0)
                : TraceParent.create(() -> ThreadLocalRandom.current().nextLong());

        exchange.getAttributes().put(CORRELATION_ID, correlationId);
        exchange.getResponse().beforeCommit(() -> {
            // Last word: a service's own values for these have been copied into the answer by now.
            HttpHeaders answered = exchange.getResponse().getHeaders();
            answered.set(CorrelationId.HEADER, correlationId);
            answered.set(TraceParent.HEADER, trace);
            return Mono.empty();
        });
        var request = exchange.getRequest()
                .mutate()
                .headers(headers -> {
                    headers.keySet().removeIf(IdentityFilter::isForwarding);
                    headers.set(CorrelationId.HEADER, correlationId);
                    headers.set(TraceParent.HEADER, trace);
                    if (!traced) {
                        headers.remove("tracestate");
                    }
                })
                .build();
        return chain.filter(exchange.mutate().request(request).build());
    }

    private static boolean isForwarding(String header) {
        String name = header.toLowerCase(Locale.ROOT);
        return name.equals("forwarded") || name.equals("x-real-ip") || name.startsWith("x-forwarded-");
    }
}
