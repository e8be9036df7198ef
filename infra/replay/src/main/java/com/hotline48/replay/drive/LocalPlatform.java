package com.hotline48.replay.drive;

import java.io.File;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A platform of one's own on this machine: a data folder, ports that nobody else has, a class path; started and ended
 * as often as needed.
 *
 * @param folder data and output of the platform
 * @param ports by name of the variable that sets them
 */
public record LocalPlatform(Path folder, Map<String, Integer> ports, String classPath) {

    private static final String MAIN = "com.hotline48.standalone.Standalone";
    private static final List<String> SERVICES =
            List.of("GATEWAY", "TICKET", "ROUTING", "CALLBACK", "COMPLAINT_SLA", "REPORTING", "KAFKA", "MONGO");
    private static final String DEFAULT_JVM_OPTIONS =
            "-Xms256m -Xmx768m -XX:+UseSerialGC" + " -XX:MaxDirectMemorySize=128m -XX:ReservedCodeCacheSize=128m";
    /** Below the range from which Linux takes ports for outgoing connections: a restart finds them free again. */
    private static final int LOWEST_PORT = 20_000;

    private static final int HIGHEST_PORT = 32_000;

    public LocalPlatform {
        ports = Map.copyOf(ports);
    }

    /**
     * One in a new temporary folder; the class path is {@code HOTLINE_STANDALONE} or the standalone's jar as the build
     * leaves it.
     *
     * @throws IOException if there is no such jar
     */
    public static LocalPlatform create(String name) throws IOException {
        String jar = Optional.ofNullable(System.getenv("HOTLINE_STANDALONE"))
                .orElse("infra/standalone/target/hotline48-standalone.jar");
        if (Arrays.stream(jar.split(File.pathSeparator, -1)).map(Path::of).noneMatch(Files::exists)) {
            throw new IOException("no standalone at " + jar + ": build it, or say where in HOTLINE_STANDALONE");
        }
        Map<String, Integer> ports = new HashMap<>();
        for (String service : SERVICES) {
            int port = freePort();
            while (ports.containsValue(port)) {
                port = freePort();
            }
            ports.put("HOTLINE_" + service + "_PORT", port);
        }
        return new LocalPlatform(Files.createTempDirectory("hotline48-" + name + "-"), ports, jar);
    }

    /** Starts it on what the folder holds. */
    public PlatformProcess start(Map<String, String> environment) throws IOException {
        return start(MAIN, classPath, List.of(), environment);
    }

    /** Starts another main class, with more on its class path, on what the folder holds. */
    public PlatformProcess start(
            String mainClass, String wholeClassPath, List<String> moreJvmOptions, Map<String, String> environment)
            throws IOException {
        Map<String, String> variables = new HashMap<>();
        ports.forEach((name, port) -> variables.put(name, Integer.toString(port)));
        variables.put("HOTLINE_DATA", folder.resolve("data").toString());
        variables.putAll(environment);
        List<String> options = new ArrayList<>(Arrays.asList(Optional.ofNullable(System.getenv("HOTLINE_JAVA_OPTS"))
                .filter(text -> !text.isBlank())
                .orElse(DEFAULT_JVM_OPTIONS)
                .trim()
                .split("\\s+")));
        options.addAll(moreJvmOptions);
        return PlatformProcess.start(
                new PlatformProcess.Launch(options, wholeClassPath, mainClass, variables, output()));
    }

    /** What the platform printed, all starts one after the other. */
    public Path output() {
        return folder.resolve("platform.log");
    }

    /** Base URL of an application, {@code gateway} or {@code complaint-sla}. */
    public URI uri(String application) {
        return URI.create(
                "http://127.0.0.1:" + port(application.toUpperCase(Locale.ROOT).replace('-', '_')));
    }

    /** Where the embedded broker answers. */
    public String kafka() {
        return "127.0.0.1:" + port("KAFKA");
    }

    /** Where the embedded document server answers. */
    public String mongo() {
        return "mongodb://127.0.0.1:" + port("MONGO");
    }

    private int port(String name) {
        return Optional.ofNullable(ports.get("HOTLINE_" + name + "_PORT")).orElseThrow();
    }

    private static int freePort() throws IOException {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT);
            if (isFree(port)) {
                return port;
            }
        }
    }

    private static boolean isFree(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (BindException e) {
            return false;
        }
    }
}
