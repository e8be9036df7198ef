package com.hotline48.gateway.web;

import com.hotline48.gateway.rules.Problem;
import com.hotline48.gateway.rules.RequestTarget;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import org.springframework.boot.web.embedded.netty.NettyServerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;

/**
 * Requests that never become an exchange of the framework, because their line or headers are broken, would be answered
 * without a body. They are sent to a path of their own instead, in their place of the connection's order.
 */
@Configuration(proxyBeanMethods = false)
class MalformedRequests {

    static final String PATH = "/.malformed";

    @Bean
    NettyServerCustomizer requestLineCheck() {
        return MalformedRequests::install;
    }

    @Bean
    RouterFunction<ServerResponse> malformedRequest() {
        return RouterFunctions.route(
                RequestPredicates.path(PATH + "/{status}"),
                request -> Mono.error(new ProblemException(problem(request.pathVariable("status")))));
    }

    private static HttpServer install(HttpServer server) {
        return server.doOnChannelInit((observer, channel, address) ->
                channel.pipeline().addBefore(NettyPipeline.HttpTrafficHandler, "hotline.request-line", new Check()));
    }

    private static Problem problem(String status) {
        return switch (status) {
            case "414" -> Problem.URI_TOO_LONG;
            case "431" -> Problem.HEADERS_TOO_LARGE;
            default -> Problem.MALFORMED_REQUEST;
        };
    }

    @Sharable
    private static final class Check extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof HttpRequest request) {
                if (request.decoderResult().isFailure()) {
                    Object replacement = replacement(request.decoderResult().cause());
                    ReferenceCountUtil.release(message);
                    context.fireChannelRead(replacement);
                    return;
                }
                if (!RequestTarget.isWellFormed(request.uri())) {
                    request.setUri(PATH + "/400");
                }
            }
            context.fireChannelRead(message);
        }

        /** The decoder reads nothing more of this connection, so the request is whole and the connection ends with it. */
        private static Object replacement(Throwable cause) {
            String status = cause instanceof TooLongHttpLineException
                    ? "414"
                    : cause instanceof TooLongHttpHeaderException ? "431" : "400";
            var request = new DefaultFullHttpRequest(
                    HttpVersion.HTTP_1_1, HttpMethod.GET, PATH + "/" + status, Unpooled.EMPTY_BUFFER);
            request.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
            request.headers().set(HttpHeaderNames.HOST, "localhost");
            return request;
        }
    }
}
