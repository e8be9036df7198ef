package com.hotline48.standalone;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What differs between installations of the standalone, from environment variables (README.md lists them).
 *
 * @param data folder of everything that is kept
 * @param kafkaPort port of the embedded broker on 127.0.0.1, 0 = any free one
 * @param documentPort port of the embedded document server on 127.0.0.1, 0 = any free one
 * @param ports HTTP port of each application that is started; no other one is
 */
public record StandaloneSettings(Path data, int kafkaPort, int documentPort, Map<PlatformApplication, Integer> ports) {

    public StandaloneSettings {
        if (ports.isEmpty()) {
            throw new IllegalArgumentException("HOTLINE_SERVICES: names no service");
        }
        ports = Map.copyOf(ports);
    }

    /**
     * The settings that an environment gives.
     *
     * @throws IllegalArgumentException naming the variable that is wrong
     */
    public static StandaloneSettings of(Map<String, String> environment) {
        Function<PlatformApplication, Integer> port =
                application -> port(environment, application.portVariable(), application.defaultPort());
        String services = environment.getOrDefault("HOTLINE_SERVICES", "").trim();
        var chosen = services.isEmpty()
                ? Arrays.stream(PlatformApplication.values())
                : Arrays.stream(services.split(",")).map(name -> PlatformApplication.named(name.trim()));
        return new StandaloneSettings(
                Path.of(environment.getOrDefault("HOTLINE_DATA", "data")),
                port(environment, "HOTLINE_KAFKA_PORT", 9092),
                port(environment, "HOTLINE_MONGO_PORT", 27017),
                chosen.collect(Collectors.toMap(
                        Function.identity(), port, (a, b) -> a, () -> new EnumMap<>(PlatformApplication.class))));
    }

    private static int port(Map<String, String> environment, String variable, int otherwise) {
        String value = environment.get(variable);
        if (value == null || value.isBlank()) {
            return otherwise;
        }
        if (!value.matches("\\d{1,5}") || Integer.parseInt(value) > 65_535) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "%s: %s (expected: a port, 0..65535)", variable, value));
        }
        return Integer.parseInt(value);
    }
}
