package com.hotline48.gateway.rules;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/** The target of a request line (RFC 9112 §3.2), refused here so that no service has to read a crooked one. */
public final class RequestTarget {

    private RequestTarget() {}

    /**
     * True if the target is ASCII, a valid URI reference, decodes to UTF-8 without control characters such as NUL, and
     * its path has no dot segments.
     */
    public static boolean isWellFormed(String target) {
        if (target.equals("*")) {
            return true;
        }
        if (target.startsWith("//") || !target.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            return false;
        }
        URI uri;
        try {
            uri = new URI(target);
        } catch (URISyntaxException e) {
            return false;
        }
        String path = decode(uri.getRawPath());
        return path != null
                && path.startsWith("/")
                && Arrays.stream(path.split("/", -1)).noneMatch(s -> s.equals(".") || s.equals(".."))
                && decode(uri.getRawQuery()) != null;
    }

    /** Null: does not decode to clean UTF-8. */
    private static @Nullable String decode(@Nullable String raw) {
        if (raw == null) {
            return "";
        }
        if (raw.indexOf('%') < 0) {
            return raw;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            if (raw.charAt(i) == '%') {
                // The URI's own syntax guarantees two hex digits here.
                bytes.write(Integer.parseInt(raw, i + 1, i + 3, 16));
                i += 2;
            } else {
                bytes.write(raw.charAt(i));
            }
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
            return text.chars().anyMatch(Character::isISOControl) ? null : text;
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
