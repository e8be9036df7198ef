package com.hotline48.gateway.config;

import io.github.resilience4j.timelimiter.TimeLimiterRegistry;
import io.netty.channel.ChannelOption;
import org.springframework.cloud.gateway.config.HttpClientCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;

/** How the gateway speaks to services. */
@Configuration(proxyBeanMethods = false)
class ConnectionConfiguration {

    /** Event loops of its own: closing the shared ones would stop every other server of the same JVM. */
    @Bean
    ReactorResourceFactory reactorResourceFactory() {
        ReactorResourceFactory factory = new ReactorResourceFactory();
        factory.setUseGlobalResources(false);
        return factory;
    }

    /** Route calls: same loops as the server (no hand-over between threads), no hidden repetition of a POST. */
    @Bean
    HttpClientCustomizer routeClient(
            ReactorResourceFactory resources, TimeLimiterRegistry limits, GatewayProperties properties) {
        // The time limiter ends a call without an answer; this ends an answer that stalls, so it must be later.
        var silence = limits.getDefaultConfig().getTimeoutDuration().plusSeconds(2);
        return client -> client.runOn(resources.getLoopResources())
                .option(
                        ChannelOption.CONNECT_TIMEOUT_MILLIS,
                        Math.toIntExact(properties.connectTimeout().toMillis()))
                .responseTimeout(silence)
                .disableRetry(true);
    }

    /** Calls of the gateway's own: readiness, metrics and API descriptions of the services. */
    @Bean
    WebClient probes(ReactorResourceFactory resources, GatewayProperties properties) {
        var connector = new ReactorClientHttpConnector(resources, client -> client.option(
                        ChannelOption.CONNECT_TIMEOUT_MILLIS,
                        Math.toIntExact(properties.probeTimeout().toMillis()))
                .responseTimeout(properties.probeTimeout()));
        return WebClient.builder()
                .clientConnector(connector)
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(8 << 20))
                .build();
    }
}
