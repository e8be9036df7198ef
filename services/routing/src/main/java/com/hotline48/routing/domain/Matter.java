package com.hotline48.routing.domain;

import java.util.Objects;
import java.util.Optional;

import com.hotline48.events.ticket.TicketType;

/**
 * What a ticket is about, as far as it decides who deals with it.
 *
 * @param subtype absent = unclassified
 * @param province ISO 3166-2 code of the accepting centre, e.g. {@code CN-GD}, or {@code CN}
 */
public record Matter(TicketType type, Optional<String> subtype, String province) {
    public Matter {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(subtype, "subtype");
        Objects.requireNonNull(province, "province");
    }
}
