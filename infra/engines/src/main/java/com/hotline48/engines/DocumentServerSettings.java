package com.hotline48.engines;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the embedded document server keeps its documents and where it listens, on 127.0.0.1 only.
 *
 * @param file data file, made when it is not there yet; empty = in memory, gone after the close
 * @param port TCP port, 0..65535; 0 = any free one
 */
public record DocumentServerSettings(Optional<Path> file, int port) {

    public DocumentServerSettings {
        Ports.require("port", port);
    }

    /** In memory, on any free port. */
    public static DocumentServerSettings inMemory() {
        return new DocumentServerSettings(Optional.empty(), 0);
    }

    /** In a file, on any free port. */
    public static DocumentServerSettings in(Path file) {
        return new DocumentServerSettings(Optional.of(file), 0);
    }

    public DocumentServerSettings withPort(int newPort) {
        return new DocumentServerSettings(file, newPort);
    }
}
