package com.hotline48.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;

class StandaloneSettingsTest {

    @Test
    void startsEverythingOnTheUsualPortsByDefault() {
        StandaloneSettings settings = StandaloneSettings.of(Map.of());

        assertThat(settings.data()).isEqualTo(Path.of("data"));
        assertThat(settings.ports())
                .containsOnlyKeys(PlatformApplication.values())
                .containsEntry(PlatformApplication.GATEWAY, 8080)
                .containsEntry(PlatformApplication.COMPLAINT_SLA, 8084);
    }

    @Test
    void startsOnlyTheServicesThatAreNamed() {
        StandaloneSettings settings = StandaloneSettings.of(Map.of(
                "HOTLINE_SERVICES", "gateway, ticket", "HOTLINE_TICKET_PORT", "0", "HOTLINE_KAFKA_PORT", "19092"));

        assertThat(settings.ports())
                .containsOnly(Map.entry(PlatformApplication.GATEWAY, 8080), Map.entry(PlatformApplication.TICKET, 0));
        assertThat(settings.kafkaPort()).isEqualTo(19_092);
    }

    @Test
    void namesTheVariableThatIsWrong() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StandaloneSettings.of(Map.of("HOTLINE_SERVICES", "tickets")))
                .withMessageContaining("HOTLINE_SERVICES")
                .withMessageContaining("complaint-sla");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StandaloneSettings.of(Map.of("HOTLINE_GATEWAY_PORT", "70000")))
                .withMessageContaining("HOTLINE_GATEWAY_PORT");
    }
}
