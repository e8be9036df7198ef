package com.hotline48.delivery.http;

/** Describes a fault without its messages, which may quote what a user sent. */
final class Faults {

    private static final int FRAMES = 12;

    private Faults() {}

    static String describe(Throwable fault) {
        StringBuilder text = new StringBuilder();
        for (Throwable t = fault; t != null && text.length() < 8_000; t = t.getCause()) {
            text.append(text.isEmpty() ? "" : " caused by ").append(t.getClass().getName());
            StackTraceElement[] frames = t.getStackTrace();
            for (int i = 0; i < Math.min(FRAMES, frames.length); i++) {
                text.append(" < ").append(frames[i]);
            }
            if (t.getCause() == t) {
                break;
            }
        }
        return text.toString();
    }
}
