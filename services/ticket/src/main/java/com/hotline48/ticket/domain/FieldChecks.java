package com.hotline48.ticket.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import com.hotline48.events.Code;

/** Checks members of one request one after the other and collects everything that is wrong with them. */
public final class FieldChecks {

    /** Numbers carry two digits of the year, and nothing older is imported. */
    public static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

    private final List<Violation> violations = new ArrayList<>();

    /** Everything found so far. */
    public List<Violation> violations() {
        return List.copyOf(violations);
    }

    /** Notes one more thing that is wrong. */
    public void violate(String pointer, String detail) {
        violations.add(new Violation(pointer, detail));
    }

    /** A code that must be there; empty (and noted) otherwise. */
    public Optional<Code> requiredCode(String pointer, Optional<String> value) {
        noteAbsence(pointer, value);
        return code(pointer, value);
    }

    /** A code that may be absent; empty and noted when it is none. */
    public Optional<Code> code(String pointer, Optional<String> value) {
        return value.flatMap(text -> {
            Optional<String> problem = Code.problemOf(text);
            problem.ifPresent(detail -> violate(pointer, detail));
            return problem.isPresent() ? Optional.empty() : Optional.of(new Code(text));
        });
    }

    /** A text of one line that may be absent. */
    public Optional<String> line(String pointer, Optional<String> value, int maxCodePoints) {
        return text(pointer, value, maxCodePoints, "");
    }

    /** A text that may be absent and may have line breaks and tabs. */
    public Optional<String> paragraph(String pointer, Optional<String> value, int maxCodePoints) {
        return text(pointer, value, maxCodePoints, "\n\r\t");
    }

    /** A text that must be there and may have line breaks and tabs. */
    public Optional<String> requiredParagraph(String pointer, Optional<String> value, int maxCodePoints) {
        noteAbsence(pointer, value);
        return paragraph(pointer, value, maxCodePoints);
    }

    /** One of an enum's names that must be there. */
    public <E extends Enum<E>> Optional<E> requiredName(String pointer, Optional<String> value, Class<E> choices) {
        noteAbsence(pointer, value);
        return name(pointer, value, choices);
    }

    /** One of an enum's names. */
    public <E extends Enum<E>> Optional<E> name(String pointer, Optional<String> value, Class<E> choices) {
        return value.flatMap(text -> {
            Optional<E> found = Arrays.stream(choices.getEnumConstants())
                    .filter(choice -> choice.name().equals(text))
                    .findFirst();
            if (found.isEmpty()) {
                violate(
                        pointer,
                        Arrays.stream(choices.getEnumConstants())
                                .map(Enum::name)
                                .collect(Collectors.joining(", ", "expected one of: ", "")));
            }
            return found;
        });
    }

    /** An instant from {@link #EARLIEST} on. */
    public void instant(String pointer, Optional<Instant> value) {
        if (value.filter(at -> at.isBefore(EARLIEST)).isPresent()) {
            violate(pointer, "expected: not before " + EARLIEST);
        }
    }

    private void noteAbsence(String pointer, Optional<?> value) {
        if (value.isEmpty()) {
            violate(pointer, "is required");
        }
    }

    private Optional<String> text(String pointer, Optional<String> value, int maxCodePoints, String controls) {
        return value.filter(text -> {
            Optional<String> problem = problemOf(text, maxCodePoints, controls);
            problem.ifPresent(detail -> violate(pointer, detail));
            return problem.isEmpty();
        });
    }

    private static Optional<String> problemOf(String text, int maxCodePoints, String controls) {
        if (text.isBlank()) {
            return Optional.of("expected: not blank");
        }
        if (text.codePointCount(0, text.length()) > maxCodePoints) {
            return Optional.of("expected: at most " + maxCodePoints + " characters");
        }
        if (text.codePoints().anyMatch(c -> Character.isISOControl(c) && controls.indexOf(c) < 0)) {
            return Optional.of(
                    "expected: no control characters" + (controls.isEmpty() ? "" : " but tab and line break"));
        }
        // A surrogate that is a code point of its own has no partner: it has no UTF-8 form and could not be returned.
        return text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
                ? Optional.of("expected: whole Unicode characters, no lone surrogates")
                : Optional.empty();
    }
}
