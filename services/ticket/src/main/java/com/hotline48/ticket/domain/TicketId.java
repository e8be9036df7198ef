package com.hotline48.ticket.domain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Id of a ticket, derived from its origin: one call or voicemail gives one ticket (domain.md §2.2) without a second
 * index.
 *
 * @param value {@code t} and 25 characters of lower-case base32 (RFC 4648): 125 bits of a SHA-256
 */
public record TicketId(String value) {

    private static final Pattern VALUE = Pattern.compile("t[a-z2-7]{25}");
    private static final String BASE32 = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int CHARACTERS = 25;

    public TicketId {
        if (!VALUE.matcher(value).matches()) {
            throw new IllegalArgumentException("ticket id: unexpected form (expected: t and 25 of a-z 2-7)");
        }
    }

    /** The id of an origin's ticket. */
    public static TicketId of(Origin origin) {
        MessageDigest sha = sha256();
        sha.update(origin.channel().name().getBytes(StandardCharsets.US_ASCII));
        sha.update((byte) 0);
        byte[] digest = sha.digest(origin.id().getBytes(StandardCharsets.UTF_8));
        StringBuilder id = new StringBuilder("t");
        for (int i = 0; i < CHARACTERS; i++) {
            int bit = i * 5;
            int pair = (digest[bit / 8] & 0xff) << 8 | (digest[bit / 8 + 1] & 0xff);
            id.append(BASE32.charAt((pair >> (11 - bit % 8)) & 31));
        }
        return new TicketId(id.toString());
    }

    /** The id that a text is, empty when it is none. */
    public static Optional<TicketId> parse(String text) {
        return VALUE.matcher(text).matches() ? Optional.of(new TicketId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
