package com.hotline48.replay.drive;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.JsonNode;
import com.hotline48.replay.figures.MonthFigures;

/** The complaint reports of a platform, and the waiting for them: by {@code asOf}, never for a figure. */
public final class Reports {

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration TELL = Duration.ofSeconds(10);

    private final ApiClient api;

    /**
     * A report.
     *
     * @param asOf everything acknowledged before it, and every judgement that follows, is in the figures
     */
    public record Report(Instant asOf, MonthFigures figures) {}

    public Reports(ApiClient api) {
        this.api = api;
    }

    /**
     * The report of a month.
     *
     * @param scope province code; empty = national
     * @throws IOException if there is none, or none that makes sense
     */
    public Report read(YearMonth month, Optional<String> scope) throws IOException, InterruptedException {
        Reply reply = api.get(path(month, scope));
        if (!reply.isSuccess()) {
            throw new IOException("report of " + month + ": " + reply.problem());
        }
        try {
            return new Report(
                    asOf(reply.json()).orElseThrow(() -> new IllegalArgumentException("it has no asOf")),
                    MonthFigures.ofReport(reply.json()));
        } catch (IllegalArgumentException e) {
            throw new IOException("report of " + month + " " + scope.orElse("CN") + ": " + e.getMessage(), e);
        }
    }

    /**
     * Waits until the reports hold everything acknowledged before an instant.
     *
     * @param progress told now and then how far they are
     * @return false if they do not within {@code limit}
     */
    public boolean await(
            Instant acknowledged, YearMonth month, Optional<String> scope, Duration limit, Consumer<String> progress)
            throws InterruptedException {
        long start = System.nanoTime();
        long told = start;
        Optional<Instant> asOf = Optional.empty();
        while (System.nanoTime() - start < limit.toNanos()) {
            asOf = poll(month, scope);
            if (asOf.isPresent() && !asOf.get().isBefore(acknowledged)) {
                return true;
            }
            if (System.nanoTime() - told > TELL.toNanos()) {
                told = System.nanoTime();
                progress.accept("asOf " + asOf.map(Instant::toString).orElse("not known yet") + ", waiting for "
                        + acknowledged);
            }
            Thread.sleep(POLL.toMillis());
        }
        return false;
    }

    private Optional<Instant> poll(YearMonth month, Optional<String> scope) throws InterruptedException {
        try {
            Reply reply = api.getOnce(path(month, scope));
            return reply.isSuccess() ? asOf(reply.json()) : Optional.empty();
        } catch (IOException e) {
            // Not reachable for the moment: the limit bounds the waiting.
            return Optional.empty();
        }
    }

    private static Optional<Instant> asOf(JsonNode report) {
        try {
            return Optional.ofNullable(report.path("asOf").textValue()).map(Instant::parse);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static String path(YearMonth month, Optional<String> scope) {
        return "/api/v1/reports/complaints?period=" + month
                + scope.map(code -> "&scope=" + code).orElse("");
    }
}
