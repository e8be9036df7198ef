package com.hotline48.replay.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;

import com.hotline48.replay.log.IncidentLog;
import org.junit.jupiter.api.Test;

class ExpectedFiguresTest {

    private static final String HEADER =
            "number,caller_id,opened_at,sys_updated_at,category,assignment_group,resolved_at\n";

    @Test
    void countsAnAnswerAtTheLimitAsMetAndAMinuteLaterAsOverdue() throws IOException {
        Map<YearMonth, MonthFigures> figures = figures("1,1,1/3/2016 00:00,3/3/2016 00:00,a,?,3/3/2016 00:00\n"
                + "2,2,1/3/2016 00:00,3/3/2016 00:01,a,?,3/3/2016 00:01\n"
                + "3,3,1/3/2016 00:00,3/3/2016 00:01,a,?,?\n"
                + "4,4,30/4/2016 00:00,30/4/2016 00:01,a,?,?\n");

        assertThat(figures)
                .containsEntry(YearMonth.of(2016, 3), new MonthFigures(3, 1, 2, 0, 0, 0, 0, 0, 0))
                .containsEntry(YearMonth.of(2016, 4), new MonthFigures(1, 0, 0, 1, 0, 0, 0, 0, 0));
    }

    @Test
    void takesTheCauseFromTheLatestQualifyingEarlierComplaint() throws IOException {
        // 2 while 1 runs: urging; 3 after 1 is overdue and 2 answered: UNSATISFIED; 4 at the same instant as 3.
        Map<YearMonth, MonthFigures> figures = figures("1,1,1/3/2016 00:00,1/3/2016 00:00,a,?,?\n"
                + "2,1,2/3/2016 00:00,2/3/2016 00:00,a,?,5/3/2016 00:00\n"
                + "3,1,5/3/2016 00:00,5/3/2016 00:00,a,?,?\n"
                + "4,1,5/3/2016 00:00,5/3/2016 00:00,a,?,?\n"
                + "5,1,5/3/2016 00:00,5/3/2016 00:00,b,?,?\n"
                + "6,?,5/3/2016 00:00,5/3/2016 00:00,a,?,?\n"
                + "7,1,5/3/2016 00:00,5/3/2016 00:00,?,?,?\n");

        MonthFigures march = figures.get(YearMonth.of(2016, 3));
        assertThat(march.unsatisfiedRepeats()).isEqualTo(2);
        assertThat(march.overdueRepeats()).isZero();
        assertThat(march.urgings()).isEqualTo(1);
    }

    @Test
    void isOverdueOnlyAfterTheLimitAndRepeatOnlyWithinThirtyDays() throws IOException {
        Map<YearMonth, MonthFigures> figures = figures("1,1,1/3/2016 00:00,1/3/2016 00:00,a,?,?\n"
                + "2,1,3/3/2016 00:00,3/3/2016 00:00,a,?,?\n"
                + "3,2,1/3/2016 00:00,1/3/2016 00:00,a,?,?\n"
                + "4,2,31/3/2016 00:00,31/3/2016 00:00,a,?,?\n"
                + "5,3,1/3/2016 00:00,1/3/2016 00:00,a,?,?\n"
                + "6,3,31/3/2016 00:01,31/3/2016 00:01,a,?,?\n");

        MonthFigures march = figures.get(YearMonth.of(2016, 3));
        assertThat(march.urgings()).isEqualTo(1);
        assertThat(march.overdueRepeats()).isEqualTo(1);
    }

    private static Map<YearMonth, MonthFigures> figures(String rows) throws IOException {
        ZoneId zone = ZoneOffset.UTC;
        return new ExpectedFigures(zone, zone, Instant.parse("2016-05-01T00:00:00Z"))
                .of(IncidentLog.read(new StringReader(HEADER + rows)));
    }
}
