package com.hotline48.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import com.hotline48.faults.NoFalseAlarm.Verdicts;
import org.junit.jupiter.api.Test;

class NoFalseAlarmTest {

    private static final Map<Integer, String> TICKETS = Map.of(0, "answered", 1, "open");

    @Test
    void isContentWithOneMetAndOneBreach() {
        assertThat(NoFalseAlarm.wrong(
                        TICKETS, 1, Map.of("answered", new Verdicts(1, 0, 0), "open", new Verdicts(0, 1, 0))))
                .isEmpty();
    }

    @Test
    void findsAFalseAlarmEvenIfItWasWithdrawn() {
        assertThat(NoFalseAlarm.wrong(
                        TICKETS, 1, Map.of("answered", new Verdicts(1, 1, 1), "open", new Verdicts(0, 1, 0))))
                .singleElement()
                .asString()
                .startsWith("answered,");
    }

    @Test
    void findsABreachThatIsMissingOrToldTwice() {
        assertThat(NoFalseAlarm.wrong(TICKETS, 1, Map.of("answered", new Verdicts(1, 0, 0))))
                .hasSize(1);
        assertThat(NoFalseAlarm.wrong(
                        TICKETS, 1, Map.of("answered", new Verdicts(1, 0, 0), "open", new Verdicts(0, 2, 0))))
                .hasSize(1);
    }
}
