package com.hotline48.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {

    private static final String LOG =
            """
            number,sys_mod_count,caller_id,opened_by,opened_at,sys_updated_by,sys_updated_at,category,assignment_group,resolved_by,resolved_at
            1,0,7,1,1/3/2016 00:00,1,1/3/2016 00:00,9,3,2,2/3/2016 00:00
            1,1,7,1,1/3/2016 00:00,1,1/3/2016 10:00,9,4,2,2/3/2016 00:00
            2,0,8,1,1/3/2016 05:00,1,1/3/2016 05:00,9,3,?,?
            """;

    @TempDir
    Path folder;

    private Path log;
    private StubPlatform platform;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeEach
    void start() throws IOException {
        log = Files.writeString(folder.resolve("two.csv"), LOG);
        platform = new StubPlatform();
        platform.report = (period, scope) -> StubPlatform.report(Instant.now().plusSeconds(1), 2, 1, 1);
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    @Test
    void playsInTheOrderOfTimeAndComparesWithWhatTheLogMustGive() throws Exception {
        boolean equal = replay("--concurrency", "1");

        assertThat(equal).isTrue();
        assertThat(platform.taken)
                .extracting(StubPlatform.Taken::path)
                .containsExactly(
                        "/api/v1/tickets",
                        "/api/v1/tickets",
                        "/api/v1/tickets/t-two-1/dispatch",
                        "/api/v1/tickets/t-two-1/answer");
        assertThat(text()).contains("complaint timely rate        0.500000     0.500000  ok", "All figures are");
    }

    @Test
    void playsIncidentByIncidentEachRequestTwiceAndAgainFromTheStartWithoutFurtherEffect() throws Exception {
        assertThat(replay("--concurrency", "1", "--order", "incident", "--twice"))
                .isTrue();
        assertThat(replay()).isTrue();

        assertThat(platform.taken)
                .extracting(StubPlatform.Taken::path)
                .containsExactly(
                        "/api/v1/tickets",
                        "/api/v1/tickets/t-two-1/dispatch",
                        "/api/v1/tickets/t-two-1/answer",
                        "/api/v1/tickets");
    }

    @Test
    void saysWhichFigureDiffers() throws Exception {
        platform.report = (period, scope) -> StubPlatform.report(Instant.now().plusSeconds(1), 2, 2, 0);

        assertThat(replay()).isFalse();

        assertThat(text()).contains("DIFFERS");
    }

    @Test
    void triesAgainWhatPasses() throws Exception {
        platform.faults = (path, n) -> new StubPlatform.Answer(n % 2 == 1 ? 503 : 0, "");

        assertThat(replay()).isTrue();

        assertThat(platform.taken).hasSize(4);
    }

    @Test
    void failsLoudlyOnARefusalWithoutQuotingTexts() {
        platform.faults = (path, n) -> new StubPlatform.Answer(
                path.endsWith("/answer") ? 409 : 0, "{\"type\":\"/problems/illegal-transition\",\"state\":\"VOIDED\"}");

        assertThatThrownBy(() -> replay())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("incident 1, ANSWER")
                .hasMessageContaining("illegal-transition")
                .hasMessageNotContaining("样例");
    }

    @Test
    void refusesOptionsThatItDoesNotKnow() {
        for (List<String> wrong : List.of(
                List.of("--order", "random"),
                List.of("--concurrency", "0"),
                List.of("--gateway", "localhost"),
                List.of("--zone", "Mars/Olympus"),
                List.of("--quick"),
                List.of("--log"))) {
            assertThatIllegalArgumentException().isThrownBy(() -> ReplayOptions.of(wrong.toArray(String[]::new)));
        }
    }

    private boolean replay(String... more) throws IOException, InterruptedException {
        String[] arguments = new String[more.length + 4];
        arguments[0] = "--log";
        arguments[1] = log.toString();
        arguments[2] = "--gateway";
        arguments[3] = platform.uri().toString();
        System.arraycopy(more, 0, arguments, 4, more.length);
        return new Replay(ReplayOptions.of(arguments), new PrintStream(printed, true, StandardCharsets.UTF_8)).run();
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
