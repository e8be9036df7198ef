package com.hotline48.routing.domain;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Id of a form, {@code <ticketId>-f<hop>}: it tells where the form's document lies.
 *
 * @param hop how many departments have had the matter, this one included, from 1
 */
public record FormId(TicketId ticketId, int hop) {

    private static final Pattern TEXT = Pattern.compile("([A-Za-z0-9]{1,64})-f([1-9][0-9]{0,5})");

    public FormId {
        Objects.requireNonNull(ticketId, "ticketId");
        if (hop < 1) {
            throw new IllegalArgumentException("hop: " + hop + " (expected: >= 1)");
        }
    }

    /** The id that a text is, empty when it is none. */
    public static Optional<FormId> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(new FormId(new TicketId(matcher.group(1)), Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return ticketId + "-f" + hop;
    }
}
