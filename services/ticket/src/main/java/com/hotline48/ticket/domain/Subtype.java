package com.hotline48.ticket.domain;

import java.util.Objects;

import com.hotline48.events.Code;

/**
 * A subtype of the catalogue.
 *
 * @param name what titles say, e.g. 天气预报
 */
public record Subtype(Code code, String name) {
    public Subtype {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(name, "name");
    }
}
