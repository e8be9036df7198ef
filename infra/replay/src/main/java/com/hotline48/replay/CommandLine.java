package com.hotline48.replay;

import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Options of the form {@code --name value}, {@code --name=value} or {@code --switch}; anything else is refused. */
public final class CommandLine {

    private final Map<String, String> values = new HashMap<>();
    private final Set<String> switches = new HashSet<>();

    /** @throws IllegalArgumentException naming the argument that is not known or has no value */
    public CommandLine(String[] arguments, Set<String> valued, Set<String> unvalued) {
        for (int i = 0; i < arguments.length; i++) {
            String argument = arguments[i];
            int equals = argument.indexOf('=');
            String name =
                    argument.startsWith("--") ? argument.substring(2, equals > 0 ? equals : argument.length()) : "";
            if (unvalued.contains(name) && equals < 0) {
                switches.add(name);
            } else if (valued.contains(name) && equals > 0) {
                values.put(name, argument.substring(equals + 1));
            } else if (valued.contains(name) && i + 1 < arguments.length) {
                i++;
                values.put(name, arguments[i]);
            } else {
                throw new IllegalArgumentException("unexpected: " + argument);
            }
        }
    }

    public boolean isSet(String name) {
        return switches.contains(name);
    }

    public Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** A whole number within bounds. */
    public int number(String name, int otherwise, int least, int most) {
        String value = value(name).orElse(Integer.toString(otherwise));
        if (!value.matches("\\d{1,9}") || Integer.parseInt(value) < least || Integer.parseInt(value) > most) {
            throw new IllegalArgumentException("--" + name + ": " + value + " (expected: " + least + ".." + most + ")");
        }
        return Integer.parseInt(value);
    }

    /** An http URL, without a slash at its end. */
    public URI url(String name, String otherwise) {
        String value = value(name).orElse(otherwise);
        if (!value.matches("https?://[^/?#]+/?")) {
            throw new IllegalArgumentException("--" + name + ": " + value + " (expected: http://host:port)");
        }
        return URI.create(value.endsWith("/") ? value.substring(0, value.length() - 1) : value);
    }

    /** One of a few words. */
    public <E extends Enum<E>> E choice(String name, Class<E> type, E otherwise) {
        try {
            return value(name)
                    .map(value -> Enum.valueOf(type, value.toUpperCase(Locale.ROOT)))
                    .orElse(otherwise);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "--" + name + ": " + value(name).orElse("") + " is none of its words", e);
        }
    }
}
