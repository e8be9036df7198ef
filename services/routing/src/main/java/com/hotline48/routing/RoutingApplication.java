package com.hotline48.routing;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** The routing service: processing forms (业务处理单) and the departments that deal with them. */
@SpringBootApplication
public class RoutingApplication {

    public static void main(String[] args) {
        new SpringApplicationBuilder(RoutingApplication.class)
                .properties("spring.config.name=routing")
                .run(args);
    }
}
