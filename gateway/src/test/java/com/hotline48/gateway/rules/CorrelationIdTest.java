package com.hotline48.gateway.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorrelationIdTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "Case-48.b_1", "0123456789012345678901234567890123456789012345678901234567890123"})
    void keepsAUsableOne(String sent) {
        assertThat(CorrelationId.from(List.of(sent), () -> "fresh")).isEqualTo(sent);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "a\r\nX: y",
                "投诉",
                "a/b",
                "<script>",
                "01234567890123456789012345678901234567890123456789012345678901234"
            })
    void replacesAnUnusableOne(String sent) {
        assertThat(CorrelationId.from(List.of(sent), () -> "fresh")).isEqualTo("fresh");
    }

    @Test
    void replacesSeveralAndNone() {
        assertThat(CorrelationId.from(List.of("a", "b"), () -> "fresh")).isEqualTo("fresh");
        assertThat(CorrelationId.from(List.of(), () -> "fresh")).isEqualTo("fresh");
    }
}
