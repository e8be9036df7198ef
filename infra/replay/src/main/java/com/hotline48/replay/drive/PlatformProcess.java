package com.hotline48.replay.drive;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A platform in a JVM of its own, started, killed and stopped by whoever tests it. Its output goes to a file. */
public final class PlatformProcess implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(PlatformProcess.class);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    private final Process process;
    private final CountDownLatch ready = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    /**
     * How to start one.
     *
     * @param jvmOptions such as {@code -Xmx768m}
     * @param classPath folders and jars
     * @param mainClass prints a line with {@code HOTLINE48 READY} when it answers
     * @param environment added to this process's own
     * @param output everything that it prints is appended
     */
    public record Launch(
            List<String> jvmOptions, String classPath, String mainClass, Map<String, String> environment, Path output) {
        public Launch {
            jvmOptions = List.copyOf(jvmOptions);
            environment = Map.copyOf(environment);
        }
    }

    private PlatformProcess(Process process, Path output) {
        this.process = process;
        Thread reader = new Thread(() -> read(output), "platform-output");
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts it; {@link #awaitReady} tells when it answers. */
    public static PlatformProcess start(Launch launch) throws IOException {
        Files.createDirectories(launch.output().toAbsolutePath().getParent());
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(launch.jvmOptions());
        command.addAll(List.of("-cp", launch.classPath(), launch.mainClass()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        builder.environment().putAll(launch.environment());
        return new PlatformProcess(builder.start(), launch.output());
    }

    /**
     * Waits for the ready line.
     *
     * @throws IOException if the process ends or the limit passes before it
     */
    public void awaitReady(Duration limit) throws IOException, InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (!ready.await(50, TimeUnit.MILLISECONDS)) {
            if (!process.isAlive() && ended.await(1, TimeUnit.SECONDS) && ready.getCount() > 0) {
                throw new IOException(
                        "the platform ended with exit code " + process.exitValue() + " before it was ready");
            }
            if (System.nanoTime() > end) {
                throw new IOException("the platform was not ready within " + limit);
            }
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    /** kill -9: no shutdown hook runs. Returns when the process is gone. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** SIGTERM, and the time that it needs. */
    public Duration stop() throws InterruptedException {
        long start = System.nanoTime();
        process.destroy();
        if (!process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
            kill();
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Leaves no process behind. */
    @Override
    public void close() {
        process.destroyForcibly();
    }

    private void read(Path output) {
        try (BufferedReader lines =
                        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
                PrintWriter file = new PrintWriter(
                        Files.newBufferedWriter(output, StandardOpenOption.CREATE, StandardOpenOption.APPEND))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                file.println(line);
                file.flush();
                if (line.contains("HOTLINE48 READY")) {
                    ready.countDown();
                }
            }
        } catch (IOException e) {
            // The stream of a killed process breaks; that it is gone is known from the process itself.
            LOGGER.atDebug().setCause(e).log("output of the platform ended");
        } finally {
            ended.countDown();
        }
    }
}
