package com.hotline48.routing.domain;

import java.util.Optional;

/**
 * Free text of a department: stays in this service's store, never on events or in logs (domain.md §7).
 *
 * @param text 1..4000 characters, not blank, no control characters but tab and line break
 */
public record Note(String text) {

    private static final int MAX_LENGTH = 4_000;

    public Note {
        Optional<String> wrong = problemOf(text);
        if (wrong.isPresent()) {
            throw new IllegalArgumentException("note: " + wrong.get());
        }
    }

    /** What is wrong with a text as a note, empty when it is one. */
    public static Optional<String> problemOf(String text) {
        if (text.isBlank()) {
            return Optional.of("expected: not blank");
        }
        if (text.codePointCount(0, text.length()) > MAX_LENGTH) {
            return Optional.of("expected: at most " + MAX_LENGTH + " characters");
        }
        return text.codePoints().anyMatch(c -> Character.isISOControl(c) && "\t\n\r".indexOf(c) < 0)
                ? Optional.of("expected: no control characters but tab and line break")
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "Note[redacted]";
    }
}
