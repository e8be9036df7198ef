package com.hotline48.routing.adapter.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

import com.hotline48.events.Code;
import com.hotline48.events.ticket.TicketType;
import com.hotline48.routing.domain.Matter;
import com.hotline48.routing.domain.RuleTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlRuleTableTest {

    @Test
    void readsTheShippedTable() throws IOException {
        try (InputStream yaml = getClass().getResourceAsStream("/routing-rules.yaml")) {
            RuleTable table = YamlRuleTable.read(yaml, "shipped");

            assertThat(table.departmentFor(new Matter(TicketType.COMPLAINT, Optional.empty(), "CN-BJ"), Set.of()))
                    .contains(new Code("COMPLAINTS"));
            for (TicketType type : TicketType.values()) {
                assertThat(table.departmentFor(new Matter(type, Optional.of("any"), "CN"), Set.of()))
                        .isPresent();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "rules: 7",
                "rule: []",
                "rules: [{name: a, department: D, color: red}]",
                "rules: [{name: a, type: GOSSIP, department: D}]",
                "rules: [{name: a}]",
                "rules: [{department: D}]",
                "rules: [null]",
                "rules: [{name: a, department: D}, {name: b, department: E}]",
                "rules: [{name: a, name: b, department: D}]",
                "rules: [{name: a, department: '13800138000'}]",
                "rules: ["
            })
    void refusesWhatIsNoTable(String yaml) {
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        YamlRuleTable.read(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)), "my.yaml"))
                .withMessageContaining("my.yaml");
    }
}
