package com.hotline48.events;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodeTest {

    @ParameterizedTest
    @ValueSource(strings = {"A1007", "20160301", "天气预报", "Category 37", "预报科/一组", "WRONG_NUMBER", "123456789"})
    void takesEmployeeNumbersSubtypesAndReasons(String code) {
        assertThat(Code.problemOf(code)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " A",
                "A ",
                "a\nb",
                "<b>",
                "13800138000",
                "A13800138000",
                "138-0013-8000",
                "138 0013 8000",
                "138.0013.8000",
                "0755/12345678"
            })
    void refusesFreeTextAndWhatCouldBeAPhoneNumber(String code) {
        assertThat(Code.problemOf(code)).isPresent();
    }
}
