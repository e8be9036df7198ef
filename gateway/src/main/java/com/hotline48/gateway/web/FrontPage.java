package com.hotline48.gateway.web;

import java.net.URI;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The page at {@code /} that names the others, and the short way to the API page. */
@Configuration(proxyBeanMethods = false)
class FrontPage {

    @Bean
    RouterFunction<ServerResponse> frontPageRoutes() {
        // Not under static/: several contexts may share one class path.
        ClassPathResource page = new ClassPathResource("gateway/index.html");
        return RouterFunctions.route()
                .GET("/", request -> ServerResponse.ok()
                        .contentType(MediaType.TEXT_HTML)
                        .bodyValue(page))
                .GET("/docs", request -> ServerResponse.temporaryRedirect(URI.create("/swagger-ui.html"))
                        .build())
                .build();
    }
}
