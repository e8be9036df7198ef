package com.hotline48.ticket.domain;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is read out on the phone: {@code BJ-160301-0042-7}, that is the province, the local date of acceptance, a serial
 * number (gaps allowed) and a check digit that finds every single wrong character and nearly every swap of neighbours.
 */
public record TicketNumber(String value) {

    private static final Pattern FORM =
            Pattern.compile("[A-Z]{2}(-[A-Z0-9]{1,3})?-\\d{6}-\\d{4,12}-\\d|" + "[A-Z0-9]{1,3}-\\d{6}-\\d{4,12}-\\d");
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyMMdd", Locale.ROOT);
    private static final String CHINESE_PROVINCE = "CN-";

    public TicketNumber {
        if (!isRight(value)) {
            throw new IllegalArgumentException("ticket number: unexpected form or check digit");
        }
    }

    /**
     * The {@code serial}-th number of a lane.
     *
     * @param lane see {@link #lane}
     * @param serial from 1
     */
    public static TicketNumber of(String lane, long serial) {
        if (serial < 1) {
            throw new IllegalArgumentException("serial: " + serial + " (expected: >= 1)");
        }
        String payload = lane + "-" + String.format(Locale.ROOT, "%04d", serial);
        return new TicketNumber(payload + "-" + checkDigit(payload));
    }

    /**
     * What numbers of one province and day start with; serials are counted per lane.
     *
     * @param province ISO 3166-2 code
     * @param date of acceptance in the centre's zone, years 2000..2099
     */
    public static String lane(String province, LocalDate date) {
        String place = province.startsWith(CHINESE_PROVINCE) ? province.substring(CHINESE_PROVINCE.length()) : province;
        return place + "-" + DATE.format(date);
    }

    /** The number that a text is (letters in either case), empty when it is none or its check digit is wrong. */
    public static Optional<TicketNumber> parse(String text) {
        String value = text.strip().toUpperCase(Locale.ROOT);
        return isRight(value) ? Optional.of(new TicketNumber(value)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }

    private static boolean isRight(String value) {
        if (!FORM.matcher(value).matches()) {
            return false;
        }
        int last = value.length() - 1;
        return value.charAt(last) - '0' == checkDigit(value.substring(0, last - 1));
    }

    /** Luhn (ISO/IEC 7812-1 annex B) over the characters, letters as 10..35 as in an ISIN (ISO 6166). */
    private static int checkDigit(String payload) {
        StringBuilder digits = new StringBuilder();
        payload.chars().filter(c -> c != '-').forEach(c -> digits.append(Character.digit(c, 36)));
        int sum = 0;
        boolean doubled = true;
        for (int i = digits.length() - 1; i >= 0; i--) {
            int digit = (digits.charAt(i) - '0') * (doubled ? 2 : 1);
            sum += digit / 10 + digit % 10;
            doubled = !doubled;
        }
        return (10 - sum % 10) % 10;
    }
}
