package com.hotline48.ticket;

import com.hotline48.delivery.DeliveryConfiguration;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Import;

/** The ticket service as a process of its own; the standalone starts the same class beside the others. */
@SpringBootApplication
@ConfigurationPropertiesScan
@Import(DeliveryConfiguration.class)
public class TicketApplication {

    public static void main(String[] args) {
        new SpringApplicationBuilder(TicketApplication.class)
                .properties("spring.config.name=ticket")
                .run(args);
    }
}
