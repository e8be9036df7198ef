package com.hotline48.replay.history;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names, addresses and texts for tickets: made up from the ids of the log, and recognisable, so that
 * {@link com.hotline48.replay.PrivacyScan} can look for them where they must not be.
 */
public final class InventedTexts {

    private static final String NAME = "样例来电人";
    private static final String ADDRESS = "样例市样例路";
    private static final String CONTENT = "样例投诉内容";
    private static final String TITLE = "样例投诉标题";
    private static final String RESOLUTION = "样例答复内容";

    /** What every invented text holds one of. */
    public static final List<String> MARKERS = List.of(NAME, ADDRESS, CONTENT, TITLE, RESOLUTION);

    private static final Pattern LAST_DIGITS = Pattern.compile("(\\d+)\\D*$");
    /** Mobile numbers of prefix 130 have eight more digits. */
    private static final int SUBSCRIBER_DIGITS = 8;

    private InventedTexts() {}

    /**
     * A mobile number for a caller, one for each: {@code +86 130 0000 2128} for caller 2128.
     *
     * @throws IllegalArgumentException if the caller has no digits or more than eight
     */
    public static String phone(String caller) {
        String digits = digits(caller);
        if (digits.isEmpty() || digits.length() > SUBSCRIBER_DIGITS) {
            throw new IllegalArgumentException("caller_id: expected 1 to 8 digits, or ?");
        }
        String padded = "0".repeat(SUBSCRIBER_DIGITS - digits.length()) + digits;
        return "+86 130 " + padded.substring(0, 4) + " " + padded.substring(4);
    }

    static String name(String caller) {
        return NAME + digits(caller);
    }

    static String address(String caller) {
        return ADDRESS + digits(caller) + "号";
    }

    static String title(String number) {
        return "投诉 " + TITLE + " " + number;
    }

    static String content(String number) {
        return CONTENT + ":客户反映问题,编号 " + number + "。";
    }

    static String resolution(String number) {
        return RESOLUTION + ":已答复客户,编号 " + number + "。";
    }

    /** The digits with which a value ends: 2403 of "Caller 2403". */
    static String digits(String value) {
        Matcher matcher = LAST_DIGITS.matcher(value);
        return matcher.find() ? matcher.group(1) : "";
    }
}
