package com.hotline48.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import com.hotline48.replay.log.IncidentLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivacyScanTest {

    @TempDir
    Path folder;

    @Test
    void findsNumbersAndTextsInWhateverFormTheyCome() throws IOException {
        assertThat(found("number=+8613000002128")).isNotEmpty();
        assertThat(found("x13000002128x")).isNotEmpty();
        assertThat(found("+86 130 0000 2128")).isNotEmpty();
        assertThat(found("13912345678")).isNotEmpty();
        assertThat(found("来电 样例市样例路2128号")).isNotEmpty();
        assertThat(found("{\"name\":\"\\u6837\\u4f8b\\u6765\\u7535\\u4eba\"}")).isNotEmpty();
    }

    @Test
    void leavesIdsHashesAndInstantsAlone() throws IOException {
        assertThat(found("ticket t7k2zq3v56a7b2c3d4e5f6g7h2 at 1700000000000 2016-03-01T01:22:00.130Z"))
                .isEmpty();
        assertThat(found("a13912345678f00d 0.13912345678 BJ-160301-0042-7")).isEmpty();
    }

    private java.util.Map<String, Long> found(String line) throws IOException {
        PrivacyScan scan = new PrivacyScan(IncidentLog.read(
                new StringReader("number,caller_id,opened_at,sys_updated_at,category,assignment_group,resolved_at\n"
                        + "1,2128,1/3/2016 00:00,1/3/2016 00:00,9,3,?\n")));
        Path file = Files.writeString(folder.resolve("a.log"), line + "\n", StandardCharsets.UTF_8);
        PrivacyScan.Findings findings = scan.file(file);
        assertThat(findings.scanned()).isEqualTo(1);
        return findings.counts();
    }
}
