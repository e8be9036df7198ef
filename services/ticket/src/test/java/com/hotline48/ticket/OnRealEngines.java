package com.hotline48.ticket;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.boot.test.autoconfigure.actuate.observability.AutoConfigureObservability;
import org.springframework.boot.test.autoconfigure.web.reactive.AutoConfigureWebTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ContextConfiguration;

/** A test of the whole service on real engines; all of them share one started service. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@SpringBootTest(
        classes = TicketApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.config.name=ticket",
            "HOTLINE_CUSTOMER_KEY=test-key-0123456789abcdef",
            "logging.level.org.apache.kafka=warn"
        })
@ContextConfiguration(initializers = OnBackingServices.class)
@AutoConfigureWebTestClient(timeout = "30s")
@AutoConfigureObservability(tracing = false)
public @interface OnRealEngines {}
