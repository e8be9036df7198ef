package com.hotline48.callback;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** The callback service: replies to customers, revisits and their surveys. */
@SpringBootApplication
public class CallbackApplication {

    public static void main(String[] args) {
        new SpringApplicationBuilder(CallbackApplication.class)
                .properties("spring.config.name=callback")
                .run(args);
    }
}
