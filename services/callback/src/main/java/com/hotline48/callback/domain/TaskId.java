package com.hotline48.callback.domain;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Id of a callback task, {@code <ticketId>-c<n>}: it tells where the task's document lies.
 *
 * @param n which task of the ticket, from 1
 */
public record TaskId(TicketId ticketId, int n) {

    private static final Pattern TEXT = Pattern.compile("([A-Za-z0-9]{1,64})-c([1-9][0-9]{0,5})");

    public TaskId {
        Objects.requireNonNull(ticketId, "ticketId");
        if (n < 1) {
            throw new IllegalArgumentException("n: " + n + " (expected: >= 1)");
        }
    }

    /** The id that a text is, empty when it is none. */
    public static Optional<TaskId> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(new TaskId(new TicketId(matcher.group(1)), Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return ticketId + "-c" + n;
    }
}
