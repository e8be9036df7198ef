package com.hotline48.replay;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.hotline48.replay.drive.TopicReader;
import com.hotline48.replay.history.InventedTexts;
import com.hotline48.replay.log.IncidentLog;
import com.hotline48.replay.log.LogRow;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Looks in all topics (keys, values, headers; those of the machinery too) and in given log files for what the replay
 * sent and nobody may find there: phone numbers, names, addresses, free text. Exit code: 0 clean, 1 found some.
 */
public final class PrivacyScan {

    private static final String USAGE =
            """
            Looks for personal data in all topics and in log files.
              --kafka HOST:PORT    default 127.0.0.1:9092
              --log FILE           the incident log that was played (default: the shipped sample)
              --files A,B,...      log files of the platform
              --only-files         does not look into topics""";

    /** What looks like a mobile number of China by itself: not inside a longer word or number. */
    private static final Pattern MOBILE =
            Pattern.compile("(?<![0-9A-Za-z.])(?:\\+?86[ -]?)?1[3-9]\\d[ -]?\\d{4}[ -]?\\d{4}(?![0-9A-Za-z])");

    private static final Pattern SENT_DIGITS = Pattern.compile("130\\d{8}");

    private final Set<String> phones = new HashSet<>();
    private final List<String> markers;

    /** What was found, by place and kind; how often. Never the finding itself. */
    public record Findings(Map<String, Long> counts, long scanned) {
        public Findings {
            counts = Map.copyOf(counts);
        }
    }

    /** @param log the incident log that was played */
    public PrivacyScan(List<LogRow> log) {
        for (LogRow row : log) {
            row.caller().map(InventedTexts::phone).map(PrivacyScan::national).ifPresent(phones::add);
        }
        markers = InventedTexts.MARKERS.stream()
                .flatMap(marker -> List.of(bytesAsText(marker), escaped(marker)).stream())
                .toList();
    }

    public static void main(String[] args) throws IOException {
        int exit;
        try {
            CommandLine line = new CommandLine(args, Set.of("kafka", "log", "files"), Set.of("only-files"));
            Optional<String> log = line.value("log");
            PrivacyScan scan =
                    new PrivacyScan(log.isPresent() ? IncidentLog.read(Path.of(log.get())) : Replay.sample());
            List<Path> files = line.value("files").stream()
                    .flatMap(list -> List.of(list.split(",")).stream())
                    .filter(name -> !name.isBlank())
                    .map(Path::of)
                    .toList();
            Map<String, Long> found = new TreeMap<>();
            long scanned = 0;
            if (!line.isSet("only-files")) {
                Findings topics = scan.topics(line.value("kafka").orElse("127.0.0.1:9092"));
                found.putAll(topics.counts());
                scanned += topics.scanned();
                System.out.printf("%,d records of all topics%n", topics.scanned());
            }
            for (Path file : files) {
                Findings lines = scan.file(file);
                found.putAll(lines.counts());
                scanned += lines.scanned();
                System.out.printf("%,d lines of %s%n", lines.scanned(), file);
            }
            found.forEach((what, count) -> System.out.printf("FOUND %s: %,d times%n", what, count));
            System.out.println(
                    scanned == 0
                            ? "NOTHING TO LOOK AT"
                            : found.isEmpty() ? "no phone number, name, address or free text" : "PERSONAL DATA FOUND");
            exit = found.isEmpty() && scanned > 0 ? 0 : 1;
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n\n" + USAGE);
            exit = 2;
        }
        System.exit(exit);
    }

    /** Looks into every topic of a cluster. */
    public Findings topics(String bootstrap) {
        Map<String, Long> found = new TreeMap<>();
        AtomicLong scanned = new AtomicLong();
        try (TopicReader reader = new TopicReader(bootstrap, false)) {
            for (String topic : reader.topics()) {
                reader.read(topic, record -> {
                    scanned.incrementAndGet();
                    look(topic + " key", text(record.key()), found);
                    look(topic + " value", text(record.value()), found);
                    for (Header header : record.headers()) {
                        look(topic + " header", bytesAsText(header.key()) + " " + text(header.value()), found);
                    }
                });
            }
        }
        return new Findings(found, scanned.get());
    }

    /** Looks into a text file. */
    public Findings file(Path file) throws IOException {
        Map<String, Long> found = new TreeMap<>();
        try (var lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            long scanned = 0;
            for (String line : (Iterable<String>) lines::iterator) {
                look(String.valueOf(file.getFileName()), line, found);
                scanned++;
            }
            return new Findings(found, scanned);
        }
    }

    /** Counts what a text (bytes as ISO 8859-1) holds of what was sent. */
    void look(String where, String text, Map<String, Long> found) {
        for (String marker : markers) {
            if (text.contains(marker)) {
                found.merge(where + ", invented text", 1L, Long::sum);
                break;
            }
        }
        Matcher sent = SENT_DIGITS.matcher(text);
        for (int from = 0; sent.find(from); from = sent.start() + 1) {
            if (phones.contains(sent.group())) {
                found.merge(where + ", phone number", 1L, Long::sum);
                return;
            }
        }
        if (MOBILE.matcher(text).find()) {
            found.merge(where + ", something like a phone number", 1L, Long::sum);
        }
    }

    private static String national(String phone) {
        return phone.replace("+86", "").replace(" ", "");
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static String bytesAsText(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** As JSON may write it: {@code \\u6837…}, of which the first characters are enough. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.chars().limit(3).forEach(c -> escaped.append("\\u%04x".formatted(c)));
        return escaped.toString();
    }
}
