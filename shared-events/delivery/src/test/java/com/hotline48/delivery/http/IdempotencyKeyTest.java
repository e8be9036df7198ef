package com.hotline48.delivery.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;

class IdempotencyKeyTest {

    private static HttpHeaders headers(String... values) {
        HttpHeaders headers = new HttpHeaders();
        for (String value : values) {
            headers.add("Idempotency-Key", value);
        }
        return headers;
    }

    @Test
    void takesQuotedAndBareKeysAsTheSame() {
        assertThat(IdempotencyKey.from(headers("\"8e03978e-40d5\""))).isEqualTo(new IdempotencyKey("8e03978e-40d5"));
        assertThat(IdempotencyKey.from(headers(" 8e03978e-40d5 "))).isEqualTo(new IdempotencyKey("8e03978e-40d5"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "q83vEjRWeJA+/w==", "$ne", "{}", "~!"})
    void takesAnyPrintableCharacter(String value) {
        assertThat(IdempotencyKey.from(headers(value)).value()).isEqualTo(value);
        assertThat(IdempotencyKey.from(headers('"' + value + '"')).value()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"\"", "a\u0000", "a\tb", "\"a", "a\"b", "a\\b", "\"a\\\"b\"", "\u00e9", "a\u007f"})
    void refusesWhatIsNotAKey(String value) {
        assertThatThrownBy(() -> IdempotencyKey.from(headers(value))).isInstanceOf(ProblemException.class);
    }

    @Test
    void refusesNoneAndTwo() {
        assertThatThrownBy(() -> IdempotencyKey.from(headers()))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.errors().get(0).pointer()).isEqualTo("Idempotency-Key"));
        assertThatThrownBy(() -> IdempotencyKey.from(headers("a", "a"))).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> IdempotencyKey.from(headers("a".repeat(129)))).isInstanceOf(ProblemException.class);
    }
}
