package com.hotline48.gateway.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemTest {

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 405, 406, 408, 409, 413, 414, 415, 418, 422, 431, 500, 502, 503, 504})
    void keepsTheStatusItIsMadeOf(int status) {
        assertThat(Problem.ofStatus(status).status()).isEqualTo(status);
        assertThat(Problem.ofStatus(status).code()).matches("[a-z]+(-[a-z]+)*");
    }

    @Test
    void refusesAStatusThatIsNoFailure() {
        assertThatThrownBy(() -> new Problem("code", 200, "title", "detail"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
