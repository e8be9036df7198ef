package com.hotline48.delivery.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

class FingerprintTest {

    record Request(String name, Optional<String> note, Map<String, String> elements) {}

    @Test
    void doesNotDependOnTheOrderOfMembers() {
        Map<String, String> one = new LinkedHashMap<>(Map.of("a", "1"));
        one.put("b", "2");
        Map<String, String> other = new LinkedHashMap<>(Map.of("b", "2"));
        other.put("a", "1");

        assertThat(Fingerprint.of("accept", new Request("n", Optional.empty(), one)))
                .isEqualTo(Fingerprint.of("accept", new Request("n", Optional.empty(), other)))
                .matches("[0-9a-f]{64}");
    }

    @Test
    void dependsOnEveryPart() {
        String base = Fingerprint.of("close", "t1", new Request("n", Optional.empty(), Map.of()));

        assertThat(Fingerprint.of("close", "t2", new Request("n", Optional.empty(), Map.of())))
                .isNotEqualTo(base);
        assertThat(Fingerprint.of("close", "t1", new Request("n", Optional.of(""), Map.of())))
                .isNotEqualTo(base);
        assertThat(Fingerprint.of("closet1", new Request("n", Optional.empty(), Map.of())))
                .isNotEqualTo(base);
    }
}
