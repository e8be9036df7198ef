package com.hotline48.ticket.domain;

import java.util.Objects;

/**
 * One thing wrong with a form or command; never quotes what was sent.
 *
 * @param pointer JSON pointer of the member, e.g. {@code #/caller/number}
 * @param detail what would be right
 */
public record Violation(String pointer, String detail) {
    public Violation {
        Objects.requireNonNull(pointer, "pointer");
        Objects.requireNonNull(detail, "detail");
    }
}
