package com.hotline48.ticket.config;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The ticket service's own settings.
 *
 * @param customerKey secret of the customer references, at least 16 bytes; the same for ever, in all instances
 * @param centresFile YAML or JSON with the centres, blank = the shipped ones
 * @param catalogueFile YAML with the subtypes, blank = the shipped ones
 * @param catalogueStrict refuse subtypes that the catalogue does not know; otherwise they are taken and counted
 * @param numberBlock ticket numbers that an instance reserves at a time, 1..10,000; what it has left when it stops is a gap
 */
@Validated
@ConfigurationProperties("ticket")
public record TicketProperties(
        @NotBlank(message = "HOTLINE_CUSTOMER_KEY is not set: a secret of at least 16 bytes, the same for ever")
                String customerKey,
        @DefaultValue("") String centresFile,
        @DefaultValue("") String catalogueFile,
        @DefaultValue("false") boolean catalogueStrict,
        @DefaultValue("20") @Min(1) @Max(10_000) int numberBlock) {

    @Override
    public String toString() {
        return "TicketProperties[redacted]";
    }
}
