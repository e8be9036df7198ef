package com.hotline48.gateway.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceParentTest {

    private static final String VALID = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @ParameterizedTest
    @ValueSource(
            strings = {
                VALID,
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00",
                "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more"
            })
    void acceptsWhatTheStandardAllows(String sent) {
        assertThat(TraceParent.isValid(List.of(sent))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736_00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0g"
            })
    void refusesTheRest(String sent) {
        assertThat(TraceParent.isValid(List.of(sent))).isFalse();
    }

    @Test
    void refusesTwo() {
        assertThat(TraceParent.isValid(List.of(VALID, VALID))).isFalse();
    }

    @Test
    void makesValidOnesOnly() {
        Random random = new Random(48);
        for (int i = 0; i < 1000; i++) {
            assertThat(TraceParent.isValid(List.of(TraceParent.create(random::nextLong))))
                    .isTrue();
        }
        assertThat(TraceParent.isValid(List.of(TraceParent.create(() -> 0L)))).isTrue();
    }
}
