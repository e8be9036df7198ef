package com.hotline48.standalone;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/** Starts the platform, prints one ready line and the URLs, and stops it cleanly on Ctrl-C (SIGINT) or SIGTERM. */
public final class Standalone {

    private Standalone() {}

    public static void main(String[] args) throws InterruptedException {
        // Six contexts share one logback: none of them may configure or stop it.
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        StandaloneSettings settings;
        Platform platform;
        try {
            settings = StandaloneSettings.of(System.getenv());
            platform = Platform.start(settings);
        } catch (IllegalArgumentException | IllegalStateException e) {
            say(System.err, "Hotline48 does not start: " + e.getMessage());
            Throwable cause = e.getCause();
            if (cause != null) {
                say(System.err, "  " + cause.getMessage());
            }
            System.exit(1);
            return;
        }
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            say(System.out, "Hotline48 stops …");
                            platform.close();
                            say(System.out, "Hotline48 stopped");
                            stopped.countDown();
                        },
                        "stop"));
        try {
            platform.awaitReady();
        } catch (IllegalStateException e) {
            say(System.err, "Hotline48 does not get ready: " + e.getMessage());
            System.exit(1);
        }
        announce(settings, platform);
        stopped.await();
    }

    private static void announce(StandaloneSettings settings, Platform platform) {
        Duration sinceStart =
                Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime());
        if (settings.ports().containsKey(PlatformApplication.GATEWAY)) {
            String gateway = platform.uri(PlatformApplication.GATEWAY).toString();
            say(
                    System.out,
                    """
                      API         %1$s/api/v1
                      API pages   %1$s/swagger-ui.html
                      health      %1$s/actuator/health
                      metrics     %1$s/actuator/prometheus"""
                            .formatted(gateway));
        }
        settings.ports().keySet().stream()
                .filter(application -> application != PlatformApplication.GATEWAY)
                .sorted()
                .forEach(application -> say(
                        System.out,
                        String.format(
                                Locale.ROOT, "  %-13s %s", application.applicationName(), platform.uri(application))));
        say(System.out, "  kafka         " + platform.kafkaBootstrap());
        say(
                System.out,
                String.format(
                        Locale.ROOT,
                        "HOTLINE48 READY in %.1f s (data in %s, Ctrl-C stops)",
                        sinceStart.toMillis() / 1000.0,
                        settings.data().toAbsolutePath().normalize()));
    }

    private static void say(PrintStream out, String line) {
        out.println(line);
        out.flush();
    }
}
