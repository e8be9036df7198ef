package com.hotline48.gateway.rules;

import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The name under which one request is found again in every service: 8..64 characters of {@code [A-Za-z0-9._-]}. It travels
 * on events and into logs, so it must not be able to hold a telephone number. The services have the same rule.
 */
public final class CorrelationId {

    public static final String HEADER = "X-Correlation-Id";
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._-]{8,64}");
    private static final Pattern NUMBER_LIKE = Pattern.compile("[0-9._-]+|.*[0-9]{11,}.*");
    private static final Pattern UUID_FORM =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}|[0-9a-f]{32}");

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
        return UUID_FORM.matcher(value).matches()
                || (FORM.matcher(value).matches() && !NUMBER_LIKE.matcher(value).matches());
    }
}
