package com.hotline48.gateway.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorrelationIdTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Case-48.b_1",
                "0b7d2a5e-6f1c-4c39-9d0a-3e8f5b1c2d4e",
                "a123456789.a123456789.a123456789.a123456789.a123456789.a12345678"
            })
    void keepsAUsableOne(String sent) {
        assertThat(CorrelationId.from(List.of(sent), () -> "fresh")).isEqualTo(sent);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "case-48",
                "13800138000",
                "call-13800138000",
                "a\r\nX: y",
                "投诉",
                "a/b",
                "<script>",
                "a123456789.a123456789.a123456789.a123456789.a123456789.a123456789"
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
