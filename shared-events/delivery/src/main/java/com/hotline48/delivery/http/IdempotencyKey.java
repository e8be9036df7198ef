package com.hotline48.delivery.http;

import java.util.List;
import java.util.regex.Pattern;

import org.springframework.http.HttpHeaders;

/**
 * The {@code Idempotency-Key} header that every POST carries (draft-ietf-httpapi-idempotency-key-header-07): an RFC 8941
 * string in quotes; a bare value of the same characters is taken as well.
 *
 * @param value 1..128 printable ASCII characters, 0x20..0x7e, without the double quote and the backslash
 */
public record IdempotencyKey(String value) {

    private static final String HEADER = "Idempotency-Key";
    private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e&&[^\"\\\\]]{1,128}");

    public IdempotencyKey {
        if (!VALUE.matcher(value).matches()) {
            throw new IllegalArgumentException("idempotency key: unexpected characters or length");
        }
    }

    /** @throws ProblemException 400 if the header is missing, there twice, or not of the form above */
    public static IdempotencyKey from(HttpHeaders headers) {
        List<String> values = headers.getOrEmpty(HEADER);
        if (values.size() != 1) {
            throw ProblemException.invalid(
                    HEADER, values.isEmpty() ? "is missing: send one per request, e.g. a UUID" : "send it only once");
        }
        String raw = values.get(0).strip();
        boolean quoted = raw.length() >= 2 && raw.startsWith("\"") && raw.endsWith("\"");
        String value = quoted ? raw.substring(1, raw.length() - 1) : raw;
        if (!VALUE.matcher(value).matches()) {
            throw ProblemException.invalid(
                    HEADER, "expected: 1..128 printable ASCII characters without \" and \\, best a UUID");
        }
        return new IdempotencyKey(value);
    }
}
