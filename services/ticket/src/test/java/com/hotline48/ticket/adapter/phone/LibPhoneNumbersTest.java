package com.hotline48.ticket.adapter.phone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LibPhoneNumbersTest {

    private final LibPhoneNumbers numbers = new LibPhoneNumbers();

    @ParameterizedTest
    @CsvSource({
        "+86 130 0000 2128, +8613000002128",
        "13000002128, +8613000002128",
        "0086-130-0000-2128, +8613000002128",
        "010-6555 1234, +861065551234",
        "（010）65551234, +861065551234",
        "１３０００００２１２８, +8613000002128",
        "+44 20 7946 0958, +442079460958"
    })
    void normalises(String written, String e164) {
        assertThat(numbers.normalise(written)).contains(e164);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "abc",
                "12",
                "110",
                "1-800-FLOWERS",
                "+",
                "+999123456789",
                "1300000212812345678",
                "13000002128; drop",
                "{\"$gt\":\"\"}"
            })
    void refusesWhatIsNoNumber(String written) {
        assertThat(numbers.normalise(written)).isEmpty();
    }
}
