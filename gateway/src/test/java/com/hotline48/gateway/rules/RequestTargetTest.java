package com.hotline48.gateway.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTargetTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "/",
                "/api/v1/tickets?type=COMPLAINT&from=2016-03-01T00:00:00%2B08:00&limit=10",
                "/api/v1/tickets/%E6%8A%95%E8%AF%89",
                "/a%20b?c=%F0%9F%98%80",
                "/api/v1/tickets/a..b",
                "http://localhost:8080/api/v1/tickets"
            })
    void takesWellFormedOnes(String target) {
        assertThat(RequestTarget.isWellFormed(target)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "api",
                "//host/path",
                "/%",
                "/%zz",
                "/%0",
                "/%00",
                "/a?b=%00",
                "/a%0d%0aX:y",
                "/%ff",
                "/%c0%ae",
                "/投诉",
                "/{a}",
                "/a|b",
                "/../actuator",
                "/api/%2e%2e/actuator",
                "/api/..%2factuator"
            })
    void refusesCrookedOnes(String target) {
        assertThat(RequestTarget.isWellFormed(target)).isFalse();
    }
}
