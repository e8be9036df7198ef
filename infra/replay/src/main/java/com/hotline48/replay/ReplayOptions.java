package com.hotline48.replay;

import java.net.URI;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;

/**
 * What {@link Replay} is told.
 *
 * @param log empty = the shipped sample
 * @param name of the log in origin ids and idempotency keys; another name plays the same log as other tickets
 * @param zone of the log's times; empty = the accepting centre's
 * @param expected file of expected figures; empty = the shipped or the computed ones
 * @param compare false: only print
 * @param month only this one is printed and compared; empty = all that the log has
 */
record ReplayOptions(
        Optional<Path> log,
        Optional<String> name,
        URI gateway,
        String province,
        Optional<ZoneId> zone,
        Order order,
        boolean twice,
        int concurrency,
        Optional<Path> expected,
        boolean compare,
        Optional<YearMonth> month) {

    static final String USAGE =
            """
            Plays an incident log through the public API as history and compares the month's figures.
              --log FILE           csv or csv.gz of the UCI 498 columns (default: the shipped sample, March 2016)
              --name NAME          of the log, in origin ids (default: the file's name)
              --gateway URL        default http://127.0.0.1:8080
              --province CODE      accepting centre, default CN-BJ
              --zone ZONE          in which the log's local times are read (default: the centre's)
              --order time|incident  as it happened (default), or ticket by ticket
              --twice              every request is sent twice
              --concurrency N      default 16
              --expected FILE|none expected figures by month (default: computed from the log)
              --month YYYY-MM      only this month is compared""";

    enum Order {
        TIME,
        INCIDENT
    }

    /** @throws IllegalArgumentException naming the option that is wrong */
    static ReplayOptions of(String... arguments) {
        CommandLine line = new CommandLine(
                arguments,
                Set.of("log", "name", "gateway", "province", "zone", "order", "concurrency", "expected", "month"),
                Set.of("twice"));
        try {
            return new ReplayOptions(
                    line.value("log").map(Path::of),
                    line.value("name"),
                    line.url("gateway", "http://127.0.0.1:8080"),
                    line.value("province").orElse("CN-BJ"),
                    line.value("zone").map(ZoneId::of),
                    line.choice("order", Order.class, Order.TIME),
                    line.isSet("twice"),
                    line.number("concurrency", 16, 1, 256),
                    line.value("expected").filter(file -> !file.equals("none")).map(Path::of),
                    !line.value("expected").equals(Optional.of("none")),
                    line.value("month").map(YearMonth::parse));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
