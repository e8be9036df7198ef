package com.hotline48.gateway;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import io.netty.buffer.Unpooled;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.util.concurrent.GlobalEventExecutor;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** A service as the gateway sees one: on a port of its own, with the faults that a path asks for. */
final class StubService implements AutoCloseable {

    /** What reached the service. */
    record Seen(String method, String uri, java.util.Map<String, String> headers, int bodyBytes) {}

    final String name;
    final List<Seen> seen = new CopyOnWriteArrayList<>();
    final AtomicInteger failWith = new AtomicInteger();
    volatile String readiness = "UP";
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private DisposableServer server;

    StubService(String name) {
        this.name = name;
        this.server = bind(0);
    }

    int port() {
        return server.port();
    }

    /** Also ends the connections that are kept alive. */
    void stop() {
        server.disposeNow();
        connections.close().syncUninterruptibly();
    }

    void restart() {
        int port = server.port();
        server = bind(port);
    }

    @Override
    public void close() {
        server.disposeNow();
    }

    private DisposableServer bind(int port) {
        return HttpServer.create()
                .host("127.0.0.1")
                .port(port)
                .channelGroup(connections)
                .handle(this::answer)
                .bindNow();
    }

    private Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response) {
        return request.receive()
                .aggregate()
                .asByteArray()
                .defaultIfEmpty(new byte[0])
                .flatMap(body -> {
                    java.util.Map<String, String> headers = new java.util.TreeMap<>(String.CASE_INSENSITIVE_ORDER);
                    request.requestHeaders().forEach(h -> headers.put(h.getKey(), h.getValue()));
                    seen.add(new Seen(request.method().name(), request.uri(), headers, body.length));
                    return answer(request.uri(), response);
                });
    }

    private Mono<Void> answer(String uri, HttpServerResponse response) {
        if (uri.startsWith("/actuator/health/readiness")) {
            return send(
                    response,
                    readiness.equals("OUT_OF_SERVICE") ? 503 : 200,
                    "application/json",
                    "{\"status\":\"" + readiness + "\"}");
        }
        if (uri.startsWith("/actuator/prometheus")) {
            return send(
                    response, 200, "text/plain;version=0.0.4;charset=utf-8", "stub_up{service=\"" + name + "\"} 1\n");
        }
        if (uri.startsWith("/v3/api-docs")) {
            return send(
                    response,
                    200,
                    "application/json",
                    "{\"openapi\":\"3.1.0\",\"info\":{\"title\":\"" + name
                            + "\"},\"servers\":[{\"url\":\"http://internal-host:8081\"}],\"paths\":{}}");
        }
        if (failWith.get() != 0) {
            return send(
                    response,
                    failWith.get(),
                    "application/problem+json",
                    "{\"type\":\"/problems/own\",\"status\":" + failWith.get() + "}");
        }
        if (uri.contains("/slow")) {
            return Mono.never();
        }
        if (uri.contains("/stack")) {
            return send(response, 500, "application/json", "{\"trace\":\"java.lang.Secret\"}");
        }
        if (uri.contains("/html")) {
            return send(response, 404, "text/html", "<h1>internal-host</h1>");
        }
        if (uri.contains("/problem")) {
            return send(
                    response, 409, "application/problem+json", "{\"type\":\"/problems/own\",\"status\":409,\"x\":1}");
        }
        if (uri.contains("/own500")) {
            return send(response, 500, "application/problem+json", "{\"type\":\"/problems/own\",\"status\":500}");
        }
        if (uri.contains("/created")) {
            response.header(HttpHeaderNames.LOCATION, "http://internal-host:8081/api/v1/tickets/t1?a=b");
            response.header(HttpHeaderNames.SERVER, "internal");
            response.header("X-Correlation-Id", "services-own");
            return send(response, 201, "application/json", "{}");
        }
        if (uri.contains("/stalled")) {
            response.status(200).header(HttpHeaderNames.CONTENT_TYPE, "application/json");
            return response.sendGroups(Flux.just(Flux.just(Unpooled.copiedBuffer("[1,", StandardCharsets.UTF_8)))
                            .concatWith(Mono.never()))
                    .then();
        }
        if (uri.contains("/streamed")) {
            response.status(200).header(HttpHeaderNames.CONTENT_TYPE, "application/json");
            return response.sendString(Flux.range(0, 2000).map(i -> "0123456789".repeat(100)))
                    .then();
        }
        return send(response, 200, "application/json", "{\"service\":\"" + name + "\"}");
    }

    private static Mono<Void> send(HttpServerResponse response, int status, String type, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return response.status(status)
                .header(HttpHeaderNames.CONTENT_TYPE, type)
                .header(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(bytes.length))
                .sendByteArray(Mono.just(bytes))
                .then();
    }
}
