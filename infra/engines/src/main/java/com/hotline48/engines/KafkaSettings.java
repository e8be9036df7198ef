package com.hotline48.engines;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where the embedded broker keeps its log and where it listens, on 127.0.0.1 only.
 *
 * @param directory data folder, made and formatted when it is not there yet
 * @param port client port, 0..65535; 0 = any free one
 * @param controllerPort port of the KRaft controller, 0..65535; 0 = any free one
 * @param extra broker properties that override the ones of {@link EmbeddedKafka}
 */
public record KafkaSettings(Path directory, int port, int controllerPort, Map<String, String> extra) {

    public KafkaSettings {
        Ports.require("port", port);
        Ports.require("controllerPort", controllerPort);
        extra = Map.copyOf(extra);
    }

    /** Any free ports, the broker's own settings. */
    public static KafkaSettings in(Path directory) {
        return new KafkaSettings(directory, 0, 0, Map.of());
    }

    public KafkaSettings withPort(int newPort) {
        return new KafkaSettings(directory, newPort, controllerPort, extra);
    }
}
