package com.hotline48.bench;

import java.util.Arrays;

/** Latencies of one run in microseconds; percentiles by nearest rank. Safe for many threads. */
final class Latencies {

    private int[] micros = new int[1024];
    private int size;

    synchronized void add(long nanos) {
        if (size == micros.length) {
            micros = Arrays.copyOf(micros, size * 2);
        }
        micros[size] = (int) Math.min(Integer.MAX_VALUE, Math.max(0, nanos / 1_000));
        size++;
    }

    synchronized int count() {
        return size;
    }

    /** In milliseconds, of 0..100 percent; 0 without any. */
    synchronized double percentile(double percent) {
        if (size == 0) {
            return 0;
        }
        int[] sorted = Arrays.copyOf(micros, size);
        Arrays.sort(sorted);
        int rank = (int) Math.ceil(percent / 100 * size);
        return sorted[Math.max(1, Math.min(size, rank)) - 1] / 1_000.0;
    }
}
