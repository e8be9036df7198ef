package com.hotline48.replay.log;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One incident.
 *
 * @param rows its events by time, within a minute by their change count, then as in the file
 */
public record Incident(String number, List<LogRow> rows) {

    private static final Comparator<LogRow> ORDER = Comparator.comparing(LogRow::updatedAt)
            .thenComparing(LogRow::modCount)
            .thenComparing(LogRow::line);

    public Incident {
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("incident " + number + ": without rows");
        }
        rows = rows.stream().sorted(ORDER).toList();
    }

    /** The incidents of a log in the order of their numbers; the rows of one may stand anywhere in the file. */
    public static List<Incident> of(List<LogRow> log) {
        Map<String, List<LogRow>> byNumber = new LinkedHashMap<>();
        log.forEach(row -> byNumber.computeIfAbsent(row.number(), number -> new ArrayList<>())
                .add(row));
        return byNumber.entrySet().stream()
                .map(entry -> new Incident(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(Incident::number))
                .toList();
    }

    /** The first row: the log's own order decides within its minute, because it was written in that order. */
    public LogRow first() {
        LocalDateTime earliest = rows.get(0).updatedAt();
        return rows.stream()
                .filter(row -> row.updatedAt().equals(earliest))
                .min(Comparator.comparing(LogRow::line))
                .orElseThrow();
    }

    public LocalDateTime openedAt() {
        return first().openedAt();
    }

    /** The last row's word on when it was resolved. */
    public Optional<LocalDateTime> resolvedAt() {
        return last().resolvedAt();
    }

    public LogRow last() {
        return rows.get(rows.size() - 1);
    }
}
