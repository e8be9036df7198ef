package com.hotline48.events;

import java.util.Optional;

/**
 * A code that may travel on events: employee number, subtype, department, reason or cause.
 *
 * @param value 1..64 letters, digits, {@code . _ - /} and inner spaces; fewer than ten digits in a row, whatever
 *     separates them, so that no phone number travels as a code (domain.md §7)
 */
public record Code(String value) {

    private static final int MAX_LENGTH = 64;
    private static final String SEPARATORS = "._-/ ";
    private static final int TOO_MANY_DIGITS = 10;

    public Code {
        Optional<String> wrong = problemOf(value);
        if (wrong.isPresent()) {
            throw new IllegalArgumentException("code: " + wrong.get());
        }
    }

    /** What is wrong with a text as a code, empty when it is one. */
    public static Optional<String> problemOf(String value) {
        int length = value.codePointCount(0, value.length());
        if (length < 1 || length > MAX_LENGTH) {
            return Optional.of("expected: 1.." + MAX_LENGTH + " characters");
        }
        if (value.startsWith(" ") || value.endsWith(" ") || !value.codePoints().allMatch(Code::isAllowed)) {
            return Optional.of("expected: letters, digits, . _ - / and inner spaces");
        }
        return hasLongDigitRun(value)
                ? Optional.of("has ten or more digits in a row; codes carry no phone numbers")
                : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }

    private static boolean isAllowed(int c) {
        return Character.isLetterOrDigit(c) || SEPARATORS.indexOf(c) >= 0;
    }

    private static boolean hasLongDigitRun(String value) {
        int run = 0;
        for (int c : value.codePoints().toArray()) {
            if (SEPARATORS.indexOf(c) >= 0) {
                continue;
            }
            run = Character.isDigit(c) ? run + 1 : 0;
            if (run == TOO_MANY_DIGITS) {
                return true;
            }
        }
        return false;
    }
}
