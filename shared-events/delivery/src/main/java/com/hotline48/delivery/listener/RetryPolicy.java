package com.hotline48.delivery.listener;

import java.time.Duration;
import java.util.List;

/**
 * How often an event is tried.
 *
 * @param waits before the 2nd, 3rd, … attempt; after the last one fails too, the event goes to the dead letters
 * @param waitForEngine between attempts while an engine or a neighbour is away: such an event never dies
 */
public record RetryPolicy(List<Duration> waits, Duration waitForEngine) {
    public RetryPolicy {
        waits = List.copyOf(waits);
    }

    /** 50 ms (somebody else's write), 0.2 s, 1 s, 3 s; 2 s while an engine is away. */
    public static RetryPolicy defaults() {
        return new RetryPolicy(
                List.of(Duration.ofMillis(50), Duration.ofMillis(200), Duration.ofSeconds(1), Duration.ofSeconds(3)),
                Duration.ofSeconds(2));
    }
}
