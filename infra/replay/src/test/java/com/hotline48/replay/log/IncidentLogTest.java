package com.hotline48.replay.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.StringReader;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

class IncidentLogTest {

    private static final String HEADER =
            "resolved_at,extra,number,caller_id,opened_at,sys_updated_at,sys_mod_count,category,assignment_group\n";

    @Test
    void findsColumnsByNameAndTakesAQuestionMarkForAbsent() throws IOException {
        List<LogRow> rows = read("\ufeff" + HEADER + "?,x,0000464,2128,1/3/2016 01:22,1/3/2016 1:35,0,37,?\r\n\r\n");

        assertThat(rows).singleElement().satisfies(row -> {
            assertThat(row.number()).isEqualTo("0000464");
            assertThat(row.caller()).contains("2128");
            assertThat(row.openedBy()).isEmpty();
            assertThat(row.openedAt()).isEqualTo(LocalDateTime.of(2016, 3, 1, 1, 22));
            assertThat(row.updatedAt()).isEqualTo(LocalDateTime.of(2016, 3, 1, 1, 35));
            assertThat(row.category()).contains("37");
            assertThat(row.assignmentGroup()).isEmpty();
            assertThat(row.resolvedAt()).isEqualTo(Optional.empty());
        });
    }

    @Test
    void namesLineAndFaultOfWhatItCannotRead() {
        assertRefused("", "empty");
        assertRefused("number,number\n", "twice");
        assertRefused("number,caller_id\n", "opened_at is missing");
        assertRefused(HEADER + "?,x,1,2,1/3/2016 01:22\n", "line 2: 5 columns");
        assertRefused(HEADER + "?,\"x\",1,2,1/3/2016 01:22,1/3/2016 1:35,0,37,?\n", "line 2: a quote");
        assertRefused(HEADER + "?,x,1,2,31/2/2016 01:22,1/3/2016 1:35,0,37,?\n", "line 2: opened_at 31/2/2016");
        assertRefused(HEADER + "?,x,?,2,1/3/2016 01:22,1/3/2016 1:35,0,37,?\n", "line 2: number is missing");
        assertRefused(HEADER + "?,x,1,2,1/3/2016 01:22,1/3/2016 1:35,many,37,?\n", "line 2: sys_mod_count");
    }

    @Test
    void takesTheRowsOfAnIncidentFromAnywhereAndOrdersThemByTime() throws IOException {
        List<Incident> incidents = Incident.of(read(HEADER
                + "2/3/2016 09:00,x,B,1,1/3/2016 01:22,2/3/2016 09:00,5,40,3\n"
                + "?,x,A,2,1/3/2016 01:22,1/3/2016 01:35,0,37,?\n"
                + "2/3/2016 09:00,x,B,1,1/3/2016 01:22,1/3/2016 01:35,1,38,2\n"
                + "2/3/2016 09:00,x,B,1,1/3/2016 01:22,1/3/2016 01:35,0,39,1\n"));

        assertThat(incidents).extracting(Incident::number).containsExactly("A", "B");
        Incident second = incidents.get(1);
        assertThat(second.rows()).extracting(LogRow::modCount).containsExactly(0, 1, 5);
        assertThat(second.first().category()).contains("38");
        assertThat(second.resolvedAt()).contains(LocalDateTime.of(2016, 3, 2, 9, 0));
    }

    private static void assertRefused(String text, String reason) {
        assertThatIllegalArgumentException().isThrownBy(() -> read(text)).withMessageContaining(reason);
    }

    private static List<LogRow> read(String text) throws IOException {
        return IncidentLog.read(new StringReader(text));
    }
}
