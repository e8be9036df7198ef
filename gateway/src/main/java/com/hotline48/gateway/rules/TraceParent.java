package com.hotline48.gateway.rules;

import java.util.List;
import java.util.function.LongSupplier;

/**
 * The {@code traceparent} header of W3C Trace Context, level 1: {@code version-traceid-parentid-flags}.
 *
 * <p>A valid one is kept as it is: the gateway exports no spans, a new span id would be a parent that nobody knows.
 */
public final class TraceParent {

    public static final String HEADER = "traceparent";
    private static final int LENGTH = 55;
    private static final int TRACE_ID = 3;
    private static final int PARENT_ID = 36;
    private static final int FLAGS = 53;

    private TraceParent() {}

    /**
     * Whether all that the caller sent is one valid {@code traceparent}; only then may its {@code tracestate} go on.
     *
     * @param sent all values of the header
     */
    public static boolean isValid(List<String> sent) {
        return sent.size() == 1 && isValid(sent.get(0));
    }

    /**
     * Makes the start of a new trace, marked as not sampled.
     *
     * @param random any 64 bits, asked three times
     */
    public static String create(LongSupplier random) {
        return "00-" + hex(random.getAsLong()) + hex(random.getAsLong() | 1) + "-" + hex(random.getAsLong() | 1)
                + "-00";
    }

    static boolean isValid(String value) {
        // Later versions may append fields; version 00 has exactly four.
        boolean lengthFits = value.startsWith("00-")
                ? value.length() == LENGTH
                : value.length() == LENGTH || (value.length() > LENGTH && value.charAt(LENGTH) == '-');
        return lengthFits
                && value.length() <= 256
                && isHex(value, 0, 2)
                && !value.startsWith("ff")
                && value.charAt(TRACE_ID - 1) == '-'
                && isHex(value, TRACE_ID, TRACE_ID + 32)
                && !isZero(value, TRACE_ID, TRACE_ID + 32)
                && value.charAt(PARENT_ID - 1) == '-'
                && isHex(value, PARENT_ID, PARENT_ID + 16)
                && !isZero(value, PARENT_ID, PARENT_ID + 16)
                && value.charAt(FLAGS - 1) == '-'
                && isHex(value, FLAGS, FLAGS + 2)
                && value.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    private static String hex(long bits) {
        String digits = Long.toHexString(bits);
        return "0".repeat(16 - digits.length()) + digits;
    }

    private static boolean isHex(String value, int from, int to) {
        return value.substring(from, to).chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    }

    private static boolean isZero(String value, int from, int to) {
        return value.substring(from, to).chars().allMatch(c -> c == '0');
    }
}
