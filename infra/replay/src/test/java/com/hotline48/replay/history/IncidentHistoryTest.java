package com.hotline48.replay.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.StringReader;
import java.time.ZoneId;
import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.hotline48.replay.history.TicketAction.Kind;
import com.hotline48.replay.log.Incident;
import com.hotline48.replay.log.IncidentLog;
import org.junit.jupiter.api.Test;

class IncidentHistoryTest {

    private static final String HEADER = "number,sys_mod_count,caller_id,opened_by,opened_at,sys_updated_by,"
            + "sys_updated_at,category,assignment_group,resolved_by,resolved_at\n";

    private final IncidentHistory history = new IncidentHistory("log", "CN-BJ", ZoneId.of("Asia/Shanghai"));

    @Test
    void acceptsAtOpeningHandsOnAtGroupChangesAndAnswersAtResolution() throws IOException {
        Incident incident = incident("0000464,0,2128,443,1/3/2016 01:22,809,1/3/2016 01:35,37,46,67,22/3/2016 15:08\n"
                + "0000464,1,2128,443,1/3/2016 01:22,308,1/3/2016 16:25,37,48,67,22/3/2016 15:08\n"
                + "0000464,7,2128,443,1/3/2016 01:22,44,18/3/2016 13:03,37,?,67,22/3/2016 15:08\n"
                + "0000464,9,2128,443,1/3/2016 01:22,271,22/3/2016 15:08,37,50,67,22/3/2016 15:08\n"
                + "0000464,10,2128,443,1/3/2016 01:22,908,27/3/2016 15:59,37,51,67,22/3/2016 15:08\n");

        List<TicketAction> actions = history.actions(incident);

        assertThat(actions)
                .extracting(action -> action.kind() + " " + action.at())
                .containsExactly(
                        "ACCEPT 2016-02-29T17:22:00Z",
                        "DISPATCH 2016-03-01T08:25:00Z",
                        "DISPATCH 2016-03-22T07:08:00Z",
                        "ANSWER 2016-03-22T07:08:00Z");
        ObjectNode accept = history.body(actions.get(0));
        assertThat(accept.path("type").asText()).isEqualTo("COMPLAINT");
        assertThat(accept.path("subtype").asText()).isEqualTo("Category 37");
        assertThat(accept.path("title").asText()).startsWith("投诉");
        assertThat(accept.at("/caller/number").asText()).isEqualTo("+86 130 0000 2128");
        assertThat(accept.at("/origin/channel").asText()).isEqualTo("CALL");
        assertThat(accept.at("/origin/id").asText()).isEqualTo("log:0000464");
        assertThat(accept.path("occurredAt").asText()).isEqualTo("2016-02-29T17:22:00Z");
        assertThat(history.body(actions.get(1)).path("department").asText()).isEqualTo("Group 48");
        assertThat(history.body(actions.get(3)).path("agent").asText()).isEqualTo("A67");
        assertThat(history.path(actions.get(3), "t1")).isEqualTo("/api/v1/tickets/t1/answer");
        assertThat(actions)
                .extracting(history::idempotencyKey)
                .containsExactly(
                        "replay:log:0000464:accept",
                        "replay:log:0000464:dispatch-0",
                        "replay:log:0000464:dispatch-1",
                        "replay:log:0000464:answer");
    }

    @Test
    void leavesOutWhatTheLogDoesNotKnow() throws IOException {
        Incident incident = incident("A1,0,?,?,1/3/2016 01:22,809,1/3/2016 01:35,?,?,?,?\n");

        List<TicketAction> actions = history.actions(incident);

        assertThat(actions).extracting(TicketAction::kind).containsExactly(Kind.ACCEPT);
        ObjectNode accept = history.body(actions.get(0));
        assertThat(accept.has("subtype")).isFalse();
        assertThat(accept.path("caller").has("number")).isFalse();
        assertThat(accept.path("agent").asText()).isEqualTo("import");
    }

    @Test
    void makesOneMobileNumberForEachCallerWithOrWithoutAPrefix() {
        assertThat(InventedTexts.phone("7")).isEqualTo("+86 130 0000 0007");
        assertThat(InventedTexts.phone("Caller 12345")).isEqualTo("+86 130 0001 2345");
        assertThatIllegalArgumentException().isThrownBy(() -> InventedTexts.phone("123456789"));
        assertThatIllegalArgumentException().isThrownBy(() -> InventedTexts.phone("somebody"));
    }

    private static Incident incident(String rows) throws IOException {
        return Incident.of(IncidentLog.read(new StringReader(HEADER + rows))).get(0);
    }
}
