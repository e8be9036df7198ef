package com.hotline48.ticket.adapter.http;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.hotline48.ticket.application.TicketFilter.Position;
import com.hotline48.ticket.domain.TicketId;

/** Places in a list as clients carry them from page to page. */
final class Cursor {

    private static final Pattern PLAIN = Pattern.compile("(-?\\d{1,15}):(t[a-z2-7]{25})");

    private Cursor() {}

    static String encode(Position position) {
        String plain = position.acceptedAt().toEpochMilli() + ":" + position.id();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.US_ASCII));
    }

    /** Empty when the text is none of ours. */
    static Optional<Position> decode(String cursor) {
        try {
            Matcher plain = PLAIN.matcher(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII));
            return plain.matches()
                    ? Optional.of(new Position(
                            Instant.ofEpochMilli(Long.parseLong(plain.group(1))), new TicketId(plain.group(2))))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
