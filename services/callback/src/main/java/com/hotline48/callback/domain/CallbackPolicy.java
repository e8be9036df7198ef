package com.hotline48.callback.domain;

import java.time.Duration;
import java.util.List;

/**
 * The settings that decide about callbacks.
 *
 * @param feedbackLimit elapsed time from a department's final feedback to a reply or revisit, positive
 * @param complaintLimit elapsed time from the answer of a complaint to its revisit, positive
 * @param retries how long to wait after the 1st, 2nd, … attempt that reached nobody; after one more the supervisor decides
 */
public record CallbackPolicy(Duration feedbackLimit, Duration complaintLimit, List<Duration> retries) {
    public CallbackPolicy {
        requirePositive("feedbackLimit", feedbackLimit);
        requirePositive("complaintLimit", complaintLimit);
        retries = List.copyOf(retries);
        retries.forEach(wait -> requirePositive("retries", wait));
    }

    private static void requirePositive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: positive)");
        }
    }
}
