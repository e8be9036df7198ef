package com.hotline48.complaintsla;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** The complaint SLA service: 48-hour clocks and repeat complaints. */
@SpringBootApplication
public class ComplaintSlaApplication {

    public static void main(String[] args) {
        new SpringApplicationBuilder(ComplaintSlaApplication.class)
                .properties("spring.config.name=complaint-sla")
                .run(args);
    }
}
