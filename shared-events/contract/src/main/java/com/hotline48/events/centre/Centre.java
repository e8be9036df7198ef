package com.hotline48.events.centre;

import java.time.ZoneId;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A hotline centre (热线中心, domain.md §1).
 *
 * @param code ISO 3166-2 code of a province, e.g. {@code CN-GD}, or {@code CN} for the national centre
 * @param name Chinese name
 * @param zone time zone of its days and months
 * @param lineHours when calls are answered, {@code HH:mm-HH:mm} local time, {@code 00:00-24:00} = round the clock
 */
public record Centre(String code, String name, ZoneId zone, String lineHours) {

    private static final Pattern CODE = Pattern.compile("[A-Z]{2}(-[A-Z0-9]{1,3})?");
    private static final Pattern HOURS = Pattern.compile("([01]\\d|2[0-3]):[0-5]\\d-(([01]\\d|2[0-3]):[0-5]\\d|24:00)");

    public Centre {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(zone, "zone");
        if (!CODE.matcher(code).matches()) {
            throw new IllegalArgumentException("code: " + code + " (expected: an ISO 3166-2 code like CN-GD)");
        }
        if (!HOURS.matcher(Objects.requireNonNull(lineHours, "lineHours")).matches()) {
            throw new IllegalArgumentException("lineHours of " + code + ": " + lineHours + " (expected: HH:mm-HH:mm)");
        }
    }
}
