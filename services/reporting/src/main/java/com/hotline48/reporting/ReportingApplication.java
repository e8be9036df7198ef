package com.hotline48.reporting;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** The reporting service: monthly complaint figures per centre and nationally. */
@SpringBootApplication
public class ReportingApplication {

    public static void main(String[] args) {
        new SpringApplicationBuilder(ReportingApplication.class)
                .properties("spring.config.name=reporting")
                .run(args);
    }
}
