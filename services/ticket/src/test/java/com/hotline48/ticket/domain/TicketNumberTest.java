package com.hotline48.ticket.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;

import com.hotline48.events.ticket.Channel;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;

class TicketNumberTest {

    private static final String LANE = TicketNumber.lane("CN-BJ", LocalDate.of(2016, 3, 1));

    @Example
    void looksAsItIsReadOutOnThePhone() {
        assertThat(TicketNumber.of(LANE, 42).value()).isEqualTo("BJ-160301-0042-7");
        assertThat(TicketNumber.lane("CN", LocalDate.of(2016, 3, 1))).isEqualTo("CN-160301");
        assertThat(TicketNumber.of(LANE, 123_456).value()).startsWith("BJ-160301-123456-");
        assertThat(TicketNumber.parse(" bj-160301-0042-7 ")).contains(TicketNumber.of(LANE, 42));
        assertThat(TicketNumber.parse("{\"$gt\":\"\"}")).isEmpty();
    }

    @Property
    void isReadAsItWasWritten(@ForAll @LongRange(min = 1, max = 999_999_999_999L) long serial) {
        TicketNumber number = TicketNumber.of(LANE, serial);

        assertThat(TicketNumber.parse(number.value())).contains(number);
    }

    @Property
    void noticesEverySingleWrongDigit(
            @ForAll @LongRange(min = 1, max = 99_999) long serial,
            @ForAll @IntRange(min = 0, max = 15) int place,
            @ForAll @IntRange(min = 1, max = 9) int shift) {
        char[] digits = TicketNumber.of(LANE, serial).value().toCharArray();
        if (place < digits.length && Character.isDigit(digits[place])) {
            digits[place] = (char) ('0' + (digits[place] - '0' + shift) % 10);

            assertThat(TicketNumber.parse(new String(digits))).isEmpty();
        }
    }

    @Property
    void givesOneIdPerOrigin(@ForAll @StringLength(min = 1, max = 50) String origin) {
        TicketId id = TicketId.of(new Origin(Channel.CALL, origin));

        assertThat(id.value()).matches("t[a-z2-7]{25}");
        assertThat(TicketId.parse(id.value())).contains(id);
        assertThat(TicketId.of(new Origin(Channel.CALL, origin))).isEqualTo(id);
        assertThat(TicketId.of(new Origin(Channel.WEB, origin))).isNotEqualTo(id);
    }

    @Example
    void takesItsIdFromTheDigestOfChannelAndOrigin() throws Exception {
        byte[] digest = java.security.MessageDigest.getInstance("SHA-256")
                .digest("CALL\0call-1".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        String bits = new java.math.BigInteger(1, digest).toString(2);
        String padded = "0".repeat(256 - bits.length()) + bits;
        StringBuilder expected = new StringBuilder("t");
        for (int i = 0; i < 25; i++) {
            expected.append(
                    "abcdefghijklmnopqrstuvwxyz234567".charAt(Integer.parseInt(padded.substring(i * 5, i * 5 + 5), 2)));
        }

        assertThat(TicketId.of(new Origin(Channel.CALL, "call-1")).value()).isEqualTo(expected.toString());
    }
}
