package com.hotline48.gateway.rules;

import java.util.List;
import java.util.function.Supplier;

/** The name under which one request is found again in every service: 1..64 characters of {@code [A-Za-z0-9._-]}. */
public final class CorrelationId {

    public static final String HEADER = "X-Correlation-Id";
    private static final int MAX_LENGTH = 64;

    private CorrelationId() {}

    /**
     * Takes over what the caller sent, or makes a new one where it sent none, several or an unusable one.
     *
     * @param sent all values of the header
     * @param fresh makes a new id
     */
    public static String from(List<String> sent, Supplier<String> fresh) {
        return sent.size() == 1 && isUsable(sent.get(0)) ? sent.get(0) : fresh.get();
    }

    static boolean isUsable(String value) {
        return !value.isEmpty() && value.length() <= MAX_LENGTH && value.chars().allMatch(CorrelationId::isAllowed);
    }

    private static boolean isAllowed(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '.'
                || c == '_'
                || c == '-';
    }
}
