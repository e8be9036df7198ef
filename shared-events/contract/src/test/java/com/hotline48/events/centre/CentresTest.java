package com.hotline48.events.centre;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CentresTest {

    @TempDir
    Path folder;

    @Test
    void shipsTheNationalCentreAndAll34ProvincialOnes() {
        Centres centres = Centres.shipped();

        assertThat(centres.all())
                .hasSize(35)
                .allMatch(centre -> centre.zone().getId().equals("Asia/Shanghai"));
        assertThat(centres.find("CN")).isPresent();
        assertThat(centres.find("CN-GD")).map(Centre::name).contains("广东");
        assertThat(centres.find("CN-XX")).isEmpty();
    }

    @Test
    void readsAnInstallationsOwnCentres() throws Exception {
        Path file = Files.writeString(
                folder.resolve("centres.yaml"),
                "- {code: CN-XJ, name: 新疆, zone: Asia/Urumqi, lineHours: \"09:00-18:00\"}");

        assertThat(Centres.of(file.toString()).find("CN-XJ"))
                .map(centre -> centre.zone().getId())
                .contains("Asia/Urumqi");
    }

    @Test
    void namesTheFileThatIsWrong() throws Exception {
        Path file = Files.writeString(
                folder.resolve("centres.yaml"),
                "- {code: CN-XJ, name: 新疆, zone: Asia/Nowhere, lineHours: \"09:00-18:00\"}");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Centres.of(file.toString()))
                .withMessageContaining("HOTLINE_CENTRES_FILE")
                .withMessageContaining("Nowhere");
        assertThatIllegalArgumentException().isThrownBy(() -> Centres.of("/does/not/exist.yaml"));
    }
}
