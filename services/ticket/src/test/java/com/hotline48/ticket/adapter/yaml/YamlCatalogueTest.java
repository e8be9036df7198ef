package com.hotline48.ticket.adapter.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import com.hotline48.events.Code;
import com.hotline48.events.ticket.TicketType;
import com.hotline48.ticket.domain.Subtype;
import com.hotline48.ticket.domain.SubtypeCatalogue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YamlCatalogueTest {

    @TempDir
    private Path folder;

    @Test
    void shipsSubtypesOfEveryTypeButNoneOfTheDemo() {
        SubtypeCatalogue catalogue = YamlCatalogue.of("");

        assertThat(catalogue.find(TicketType.CONSULTATION, new Code("天气预报")))
                .map(Subtype::name)
                .contains("天气预报");
        assertThat(catalogue.find(TicketType.SUGGESTION, new Code("批评意见"))).isPresent();
        assertThat(catalogue.find(TicketType.COMPLAINT, new Code("天气预报"))).isEmpty();
        assertThat(catalogue.find(TicketType.COMPLAINT, new Code("Category 5"))).isEmpty();
    }

    @Test
    void readsACatalogueOfItsOwn() throws IOException {
        Path file = write("version: 7\ntypes:\n  COMPLAINT:\n    - {code: Category 5, name: 五}\n");

        SubtypeCatalogue catalogue = YamlCatalogue.of(file.toString());

        assertThat(catalogue.version()).isEqualTo(7);
        assertThat(catalogue.find(TicketType.COMPLAINT, new Code("Category 5")))
                .map(Subtype::name)
                .contains("五");
    }

    @Test
    void saysWhatIsWrongWithTheFile() throws IOException {
        Path twice = write("version: 1\ntypes:\n  FAULT:\n    - {code: a}\n    - {code: a}\n");

        assertThatThrownBy(() -> YamlCatalogue.of(twice.toString()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("HOTLINE_CATALOGUE_FILE")
                .hasMessageContaining("twice");
        assertThatThrownBy(() -> YamlCatalogue.of(folder.resolve("none").toString()))
                .hasMessageContaining("HOTLINE_CATALOGUE_FILE");
    }

    private Path write(String content) throws IOException {
        return Files.writeString(folder.resolve("catalogue.yaml"), content);
    }
}
