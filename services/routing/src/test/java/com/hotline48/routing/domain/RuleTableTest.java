package com.hotline48.routing.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.hotline48.events.Code;
import com.hotline48.events.ticket.TicketType;
import org.junit.jupiter.api.Test;

class RuleTableTest {

    private static final Matter BEIJING_WEATHER = new Matter(TicketType.COMPLAINT, Optional.of("forecast"), "CN-BJ");

    @Test
    void prefersTheRuleWithMoreConditions() {
        RuleTable table = new RuleTable(List.of(
                rule("default", null, null, null, "D0"),
                rule("complaints", TicketType.COMPLAINT, null, null, "D1"),
                rule("of Beijing", TicketType.COMPLAINT, null, "CN-BJ", "D2"),
                rule("forecast of Beijing", TicketType.COMPLAINT, "forecast", "CN-BJ", "D3")));

        assertThat(table.departmentFor(BEIJING_WEATHER, Set.of())).contains(new Code("D3"));
        assertThat(table.departmentFor(new Matter(TicketType.COMPLAINT, Optional.empty(), "CN-BJ"), Set.of()))
                .contains(new Code("D2"));
        assertThat(table.departmentFor(new Matter(TicketType.COMPLAINT, Optional.of("x"), "CN-GD"), Set.of()))
                .contains(new Code("D1"));
        assertThat(table.departmentFor(new Matter(TicketType.FAULT, Optional.empty(), "CN"), Set.of()))
                .contains(new Code("D0"));
    }

    @Test
    void passesOverDepartmentsThatAreNotResponsible() {
        RuleTable table = new RuleTable(List.of(
                rule("default", null, null, null, "D0"), rule("complaints", TicketType.COMPLAINT, null, null, "D1")));

        assertThat(table.departmentFor(BEIJING_WEATHER, Set.of(new Code("D1")))).contains(new Code("D0"));
        assertThat(table.departmentFor(BEIJING_WEATHER, Set.of(new Code("D0"), new Code("D1"))))
                .isEmpty();
    }

    @Test
    void refusesTiesAndNamesTheRules() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RuleTable(List.of(
                        rule("complaints", TicketType.COMPLAINT, null, null, "D1"),
                        rule("Beijing", null, null, "CN-BJ", "D2"))))
                .withMessageContaining("'complaints' and 'Beijing'");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new RuleTable(List.of(rule("a", null, null, null, "D1"), rule("b", null, null, null, "D2"))))
                .withMessageContaining("'a' and 'b'");
    }

    @Test
    void acceptsATieThatAThirdRuleDecides() {
        RuleTable table = new RuleTable(List.of(
                rule("complaints", TicketType.COMPLAINT, null, null, "D1"),
                rule("Beijing", null, null, "CN-BJ", "D2"),
                rule("both", TicketType.COMPLAINT, null, "CN-BJ", "D3")));

        assertThat(table.departmentFor(BEIJING_WEATHER, Set.of())).contains(new Code("D3"));
    }

    @Test
    void acceptsRulesThatNoMatterFitsBoth() {
        assertThat(new RuleTable(List.of(
                                rule("a", TicketType.COMPLAINT, null, null, "D1"),
                                rule("b", TicketType.FAULT, null, null, "D2")))
                        .size())
                .isEqualTo(2);
    }

    @Test
    void refusesASubtypeWithoutItsTypeAndSameNames() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rule("odd", null, "forecast", null, "D1"))
                .withMessageContaining("'odd'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RuleTable(List.of(
                        rule("a", TicketType.COMPLAINT, null, null, "D1"),
                        rule("a", TicketType.FAULT, null, null, "D2"))))
                .withMessageContaining("'a'");
    }

    static RoutingRule rule(String name, TicketType type, String subtype, String province, String department) {
        return new RoutingRule(
                name,
                Optional.ofNullable(type),
                Optional.ofNullable(subtype),
                Optional.ofNullable(province),
                new Code(department));
    }
}
