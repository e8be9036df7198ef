package com.hotline48.routing.domain;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Id of a ticket, given by the ticket service.
 *
 * @param value 1..64 ASCII letters and digits
 */
public record TicketId(String value) {

    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9]{1,64}");

    public TicketId {
        if (!VALUE.matcher(value).matches()) {
            throw new IllegalArgumentException("ticket id: unexpected form (expected: 1..64 letters and digits)");
        }
    }

    /** The id that a text is, empty when it is none. */
    public static Optional<TicketId> parse(String text) {
        return VALUE.matcher(text).matches() ? Optional.of(new TicketId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
