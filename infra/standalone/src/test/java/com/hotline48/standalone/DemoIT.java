package com.hotline48.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

import com.hotline48.replay.PrivacyScan;
import com.hotline48.replay.Replay;
import com.hotline48.replay.log.IncidentLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The first incidents of the sample, incident by incident, every request twice: the figures are those that an
 * independent count over the log gives, and no topic holds what the callers said or who they are.
 */
class DemoIT {

    private static final int ROWS = 2_500;

    @TempDir
    Path folder;

    @Test
    void figuresOfAReplayedLogAreExactAndTopicsHoldNoPersonalData() throws Exception {
        Path log = slice();
        try (Platform platform = Platform.start(TestSettings.onFreePorts(folder.resolve("data")))) {
            platform.awaitReady();

            int exit = Replay.run(
                    System.out,
                    "--log",
                    log.toString(),
                    "--gateway",
                    platform.uri(PlatformApplication.GATEWAY).toString(),
                    "--province",
                    "CN-XJ",
                    "--order",
                    "incident",
                    "--twice");

            assertThat(exit).as("0 = all figures are the expected ones").isZero();
            PrivacyScan.Findings findings = new PrivacyScan(IncidentLog.read(log)).topics(platform.kafkaBootstrap());
            assertThat(findings.scanned()).isGreaterThan(1_000);
            assertThat(findings.counts()).isEmpty();
        }
    }

    /** The sample lies incident by incident; the last one may be cut, which makes it another incident, no worse. */
    private Path slice() throws Exception {
        try (var in = Replay.class.getResourceAsStream("events_dev.csv.gz");
                var lines = new BufferedReader(new InputStreamReader(new GZIPInputStream(in), StandardCharsets.UTF_8))
                        .lines()) {
            List<String> rows = lines.limit(ROWS).collect(Collectors.toList());
            return Files.write(folder.resolve("slice.csv"), rows);
        }
    }
}
