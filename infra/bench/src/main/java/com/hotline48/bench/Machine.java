package com.hotline48.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a figure must be read with: the machine, and how a process on it does. Linux. */
final class Machine {

    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final Pattern MEMORY = Pattern.compile("MemTotal:\\s+(\\d+) kB");
    private static final Pattern MODEL = Pattern.compile("model name\\s*:\\s*(.+)");
    /** Whatever the outbox calls what it has not published yet. */
    private static final Pattern PENDING =
            Pattern.compile("(?m)^[a-z_]*outbox[a-z_]*pending[a-z_]*(?:\\{[^}]*\\})? ([0-9.Ee+]+)$");

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private Machine() {}

    static ObjectNode describe() {
        Runtime runtime = Runtime.getRuntime();
        ObjectNode machine = JsonNodeFactory.instance
                .objectNode()
                .put("processors", runtime.availableProcessors())
                .put("processor", first(MODEL, text(Path.of("/proc/cpuinfo"))).orElse("unknown"))
                .put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"))
                .put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
        first(MEMORY, text(Path.of("/proc/meminfo")))
                .ifPresent(kib -> machine.put("memoryMiB", Long.parseLong(kib) / 1024));
        return machine;
    }

    /** Resident memory of a process, MiB; empty where /proc does not tell. */
    static OptionalLong residentMiB(long pid) {
        return first(RESIDENT, text(Path.of("/proc/" + pid + "/status")))
                .map(kib -> OptionalLong.of(Long.parseLong(kib) / 1024))
                .orElse(OptionalLong.empty());
    }

    /** Events that wait for publication, from a service's metrics; empty if it does not tell. */
    static OptionalLong pendingOutbox(URI service) throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(service.resolve("/actuator/prometheus"))
                    .build();
            return pendingIn(
                    HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    static OptionalLong pendingIn(String metrics) {
        Matcher matcher = PENDING.matcher(metrics);
        OptionalLong sum = OptionalLong.empty();
        while (matcher.find()) {
            sum = OptionalLong.of(sum.orElse(0) + Math.round(Double.parseDouble(matcher.group(1))));
        }
        return sum;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }

    private static Optional<String> first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1).trim()) : Optional.empty();
    }
}
