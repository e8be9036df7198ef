package com.hotline48.gateway.web;

import java.time.Duration;
import java.util.List;

import com.hotline48.gateway.config.GatewayProperties;
import com.hotline48.gateway.rules.CorrelationId;
import com.hotline48.gateway.rules.Problem;
import com.hotline48.gateway.rules.TraceParent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.CorsWebFilter;
import org.springframework.web.cors.reactive.DefaultCorsProcessor;
import org.springframework.web.cors.reactive.UrlBasedCorsConfigurationSource;

/** Which pages may call the API; a filter and not the routes' own rule, so that errors carry the headers too. */
@Configuration(proxyBeanMethods = false)
class CorsRules {

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE + 1)
    CorsWebFilter corsFilter(GatewayProperties properties) {
        CorsConfiguration rules = new CorsConfiguration();
        rules.setAllowedOriginPatterns(properties.corsOrigins());
        rules.setAllowedMethods(properties.methods());
        rules.addAllowedHeader(CorsConfiguration.ALL);
        rules.setExposedHeaders(List.of(
                HttpHeaders.LOCATION,
                HttpHeaders.ETAG,
                HttpHeaders.RETRY_AFTER,
                CorrelationId.HEADER,
                TraceParent.HEADER));
        rules.setAllowCredentials(false);
        rules.setMaxAge(Duration.ofHours(1));
        UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
        source.registerCorsConfiguration("/**", rules);
        return new CorsWebFilter(source, new Refusing());
    }

    private static final class Refusing extends DefaultCorsProcessor {
        @Override
        protected void rejectRequest(ServerHttpResponse response) {
            throw new ProblemException(Problem.ORIGIN_NOT_ALLOWED);
        }
    }
}
