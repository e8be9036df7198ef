package com.hotline48.bench;

import java.lang.reflect.InvocationTargetException;
import java.util.Optional;

/**
 * The standalone with {@link BareEndpoint} beside its services in the same JVM, so that floor and platform have the same
 * engines, gateway and heap.
 */
public final class BenchPlatform {

    private static final String STANDALONE = "com.hotline48.standalone.Standalone";

    private BenchPlatform() {}

    public static void main(String[] args) throws ReflectiveOperationException {
        Thread floor = new Thread(
                () -> {
                    try {
                        // Lives as long as the process.
                        BareEndpoint endpoint = new BareEndpoint(
                                Integer.parseInt(variable("BENCH_FLOOR_PORT")),
                                variable("BENCH_MONGO"),
                                variable("BENCH_KAFKA"),
                                Integer.parseInt(Optional.ofNullable(System.getenv("HOTLINE_PARTITIONS"))
                                        .orElse("4")));
                        Runtime.getRuntime().addShutdownHook(new Thread(endpoint::close, "stop-floor"));
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "floor");
        floor.setDaemon(true);
        floor.start();
        try {
            // By name: the bench measures whatever standalone is on the class path.
            Class.forName(STANDALONE).getMethod("main", String[].class).invoke(null, (Object) args);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("the standalone ended", e.getCause());
        }
    }

    private static String variable(String name) {
        return Optional.ofNullable(System.getenv(name))
                .orElseThrow(() -> new IllegalStateException(name + " is not set"));
    }
}
