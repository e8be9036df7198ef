package com.hotline48.replay.log;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * Reads the "incident management process enriched event log" (UCI 498): comma separated, a header line, no quotes.
 * Columns are found by name, so others may be there and their order is free.
 */
public final class IncidentLog {

    private static final String MISSING = "?";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d/M/uuuu H:mm", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    private static final int GZIP_MAGIC_1 = 0x1f;
    private static final int GZIP_MAGIC_2 = 0x8b;

    private IncidentLog() {}

    /**
     * The rows of a file, plain or gzipped.
     *
     * @throws IllegalArgumentException naming line and column if it is not such a log
     */
    public static List<LogRow> read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in);
        }
    }

    /** The rows of a stream, plain or gzipped, as {@link #read(Path)}. */
    public static List<LogRow> read(InputStream in) throws IOException {
        InputStream buffered = new BufferedInputStream(in);
        buffered.mark(2);
        boolean gzipped = buffered.read() == GZIP_MAGIC_1 && buffered.read() == GZIP_MAGIC_2;
        buffered.reset();
        try (Reader reader =
                new InputStreamReader(gzipped ? new GZIPInputStream(buffered) : buffered, StandardCharsets.UTF_8)) {
            return read(reader);
        }
    }

    /** The rows of a text, as {@link #read(Path)}. */
    public static List<LogRow> read(Reader text) throws IOException {
        BufferedReader lines = new BufferedReader(text);
        String header = lines.readLine();
        if (header == null) {
            throw new IllegalArgumentException("the log is empty (expected: a header line)");
        }
        Columns columns = new Columns(header.startsWith("\ufeff") ? header.substring(1) : header);
        List<LogRow> rows = new ArrayList<>();
        int number = 1;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            if (!line.isBlank()) {
                rows.add(columns.row(number, line));
            }
        }
        return rows;
    }

    private static String[] cells(int line, String text) {
        if (text.indexOf('"') >= 0) {
            throw new IllegalArgumentException(
                    "line " + line + ": a quote (expected: plain comma separated values, none quoted)");
        }
        return text.split(",", -1);
    }

    private static final class Columns {

        private final Map<String, Integer> byName = new HashMap<>();
        private final int count;

        private Columns(String header) {
            String[] names = cells(1, header);
            count = names.length;
            for (int i = 0; i < names.length; i++) {
                if (byName.put(names[i].trim(), i) != null) {
                    throw new IllegalArgumentException("line 1: column " + names[i].trim() + " is there twice");
                }
            }
            for (String needed : Arrays.asList(
                    "number",
                    "caller_id",
                    "opened_at",
                    "sys_updated_at",
                    "category",
                    "assignment_group",
                    "resolved_at")) {
                if (!byName.containsKey(needed)) {
                    throw new IllegalArgumentException("line 1: column " + needed + " is missing");
                }
            }
        }

        private LogRow row(int line, String text) {
            String[] cells = cells(line, text);
            if (cells.length != count) {
                throw new IllegalArgumentException(
                        "line " + line + ": " + cells.length + " columns (expected: " + count + ")");
            }
            return new LogRow(
                    line,
                    required(line, cells, "number"),
                    optional(cells, "sys_mod_count")
                            .map(value -> modCount(line, value))
                            .orElse(-1),
                    optional(cells, "caller_id"),
                    optional(cells, "opened_by"),
                    time(line, "opened_at", required(line, cells, "opened_at")),
                    optional(cells, "sys_updated_by"),
                    time(line, "sys_updated_at", required(line, cells, "sys_updated_at")),
                    optional(cells, "category"),
                    optional(cells, "assignment_group"),
                    optional(cells, "resolved_by"),
                    optional(cells, "resolved_at").map(value -> time(line, "resolved_at", value)));
        }

        private String required(int line, String[] cells, String column) {
            return optional(cells, column)
                    .orElseThrow(() -> new IllegalArgumentException("line " + line + ": " + column + " is missing"));
        }

        private Optional<String> optional(String[] cells, String column) {
            return Optional.ofNullable(byName.get(column))
                    .map(index -> cells[index].trim())
                    .filter(value -> !value.isEmpty() && !value.equals(MISSING));
        }

        private static int modCount(int line, String value) {
            try {
                return Integer.parseInt(value);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("line " + line + ": sys_mod_count is no number", e);
            }
        }

        private static LocalDateTime time(int line, String column, String value) {
            try {
                return LocalDateTime.parse(value, TIME);
            } catch (DateTimeParseException e) {
                throw new IllegalArgumentException(
                        "line " + line + ": " + column + " " + value + " (expected: d/m/yyyy hh:mm)", e);
            }
        }
    }
}
