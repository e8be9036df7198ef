package com.hotline48.gateway.web;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.concurrent.TimeoutException;

import com.hotline48.gateway.config.GatewayProperties;
import com.hotline48.gateway.rules.Problem;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What a request must be before a service sees it: an allowed method, a body that is not too large and is JSON.
 *
 * <p>A body is read whole first (1 MiB at most), so that a service never gets half of one, and a slow or broken caller
 * neither holds a service's connection nor counts against its breaker.
 */
@Component
class RequestRules implements GlobalFilter, Ordered {

    /** Inside the filter that writes the answer (-1), before {@link ServiceGuard}. */
    static final int ORDER = 0;

    /** Of a body that is too large this much is read and thrown away, because callers read no answer while they write. */
    private static final int DRAIN_FACTOR = 16;

    private final GatewayProperties properties;
    private final String allow;
    private final long maxBody;

    RequestRules(GatewayProperties properties) {
        this.properties = properties;
        this.allow = String.join(", ", properties.methods());
        this.maxBody = properties.maxBody().toBytes();
    }

    @Override
    public int getOrder() {
        return ORDER;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        if (!properties.methods().contains(request.getMethod().name())) {
            return Mono.error(new ProblemException(Problem.METHOD_NOT_ALLOWED).with(HttpHeaders.ALLOW, allow));
        }
        HttpHeaders headers = request.getHeaders();
        long declared = headers.getContentLength();
        if (declared <= 0 && !headers.containsKey(HttpHeaders.TRANSFER_ENCODING)) {
            return chain.filter(exchange);
        }
        boolean callerWaits = headers.containsKey(HttpHeaders.EXPECT);
        if (declared > maxBody && (callerWaits || declared > maxBody * DRAIN_FACTOR)) {
            return Mono.error(tooLarge().with(HttpHeaders.CONNECTION, "close"));
        }
        return read(request.getBody()).flatMap(body -> {
            if (body.length > 0 && !HttpMethod.GET.equals(request.getMethod()) && !isPlainJson(headers)) {
                return Mono.error(new ProblemException(Problem.UNSUPPORTED_MEDIA_TYPE)
                        .with(HttpHeaders.ACCEPT, MediaType.APPLICATION_JSON_VALUE));
            }
            return chain.filter(
                    exchange.mutate().request(new ReadRequest(request, body)).build());
        });
    }

    private Mono<byte[]> read(Flux<DataBuffer> chunks) {
        return chunks.collect(() -> new Body(maxBody), Body::add)
                .timeout(properties.bodyTimeout())
                .onErrorMap(TimeoutException.class, e -> new ProblemException(Problem.BODY_TOO_SLOW)
                        .with(HttpHeaders.CONNECTION, "close"))
                .map(body -> {
                    if (body.size > maxBody) {
                        throw tooLarge();
                    }
                    return body.bytes.toByteArray();
                });
    }

    private ProblemException tooLarge() {
        return new ProblemException(Problem.bodyTooLarge(maxBody));
    }

    private static boolean isPlainJson(HttpHeaders headers) {
        List<String> encodings = headers.getOrEmpty(HttpHeaders.CONTENT_ENCODING);
        if (!encodings.isEmpty() && !encodings.equals(List.of("identity"))) {
            return false;
        }
        try {
            MediaType type = headers.getContentType();
            return type != null
                    && type.equalsTypeAndSubtype(MediaType.APPLICATION_JSON)
                    && (type.getParameter("charset") == null || "utf-8".equalsIgnoreCase(type.getParameter("charset")));
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }

    private final class Body {

        private final long max;
        private ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        private long size;

        private Body(long max) {
            this.max = max;
        }

        private void add(DataBuffer chunk) {
            try {
                size += chunk.readableByteCount();
                if (size > max * DRAIN_FACTOR) {
                    throw tooLarge().with(HttpHeaders.CONNECTION, "close");
                }
                if (size > max) {
                    bytes = new ByteArrayOutputStream(0);
                    return;
                }
                byte[] part = new byte[chunk.readableByteCount()];
                chunk.read(part);
                bytes.writeBytes(part);
            } finally {
                DataBufferUtils.release(chunk);
            }
        }
    }

    /** The same request with its body in memory, its length known. */
    private static final class ReadRequest extends ServerHttpRequestDecorator {

        private final byte[] body;
        private final HttpHeaders headers;

        private ReadRequest(ServerHttpRequest delegate, byte[] body) {
            super(delegate);
            this.body = body;
            this.headers = new HttpHeaders();
            headers.putAll(delegate.getHeaders());
            headers.remove(HttpHeaders.TRANSFER_ENCODING);
            headers.remove(HttpHeaders.EXPECT);
            headers.setContentLength(body.length);
        }

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }

        @Override
        public Flux<DataBuffer> getBody() {
            return body.length == 0
                    ? Flux.empty()
                    : Flux.defer(() -> Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(body)));
        }
    }
}
