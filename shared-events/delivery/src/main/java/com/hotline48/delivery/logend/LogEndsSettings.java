package com.hotline48.delivery.logend;

import java.time.Duration;

/**
 * How often ends are asked for, and when an answer is trusted.
 *
 * @param interval between two questions
 * @param gap longer without an answer than this counts as an outage
 * @param resumeGrace how long after the start or an outage nothing is answered: outboxes flush what waited
 * @param answerTimeout of one question
 */
public record LogEndsSettings(Duration interval, Duration gap, Duration resumeGrace, Duration answerTimeout) {

    /** 200 ms, 1 s, 2 s and 2 s (architecture.md, Time; an answer takes 2 ms). */
    public static LogEndsSettings defaults() {
        return new LogEndsSettings(
                Duration.ofMillis(200), Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(2));
    }
}
