package com.hotline48.routing.domain;

import static com.hotline48.routing.domain.RuleTableTest.rule;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import com.hotline48.events.Code;
import com.hotline48.events.routing.RoutingEvent.FormAccepted;
import com.hotline48.events.routing.RoutingEvent.FormCancelled;
import com.hotline48.events.routing.RoutingEvent.FormDispatched;
import com.hotline48.events.routing.RoutingEvent.FormFedBack;
import com.hotline48.events.routing.RoutingEvent.FormReturned;
import com.hotline48.events.routing.RoutingEvent.RoutingFailed;
import com.hotline48.events.ticket.TicketType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TicketRoutingTest {

    private static final Instant T0 = Instant.parse("2016-03-01T08:00:00Z");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Code AGENT = new Code("A-7");
    private static final Code COMPLAINTS = new Code("COMPLAINTS");
    private static final Code SERVICE = new Code("SERVICE");
    private static final RoutingPolicy POLICY = policy(
            3,
            rule("complaints", TicketType.COMPLAINT, null, null, "COMPLAINTS"),
            rule("default", null, null, null, "SERVICE"));
    private static final TicketRouting NEW =
            TicketRouting.of(new TicketId("t1"), new Matter(TicketType.COMPLAINT, Optional.empty(), "CN-BJ"), T0);

    private static RoutingPolicy policy(int hopLimit, RoutingRule... rules) {
        return new RoutingPolicy(new RuleTable(List.of(rules)), hopLimit, Duration.ofHours(24));
    }

    @Test
    void sendsAFormByTheRuleTable() {
        Decision.Accepted done = NEW.follow(dispatched(null, 1), POLICY);

        assertThat(done.events()).containsExactly(new FormDispatched("t1-f1", "COMPLAINTS", 1, at(1), at(1 + 24 * 60)));
        assertThat(done.routing().forms()).singleElement().satisfies(form -> {
            assertThat(form.state().status()).isEqualTo(FormStatus.DISPATCHED);
            assertThat(form.department()).isEqualTo(COMPLAINTS);
        });
    }

    @Test
    void sendsAFormToTheDepartmentThatTheAgentNamed() {
        assertThat(NEW.follow(dispatched("ENGINEERING", 1), POLICY).events())
                .extracting(event -> ((FormDispatched) event).department())
                .containsExactly("ENGINEERING");
    }

    @Test
    void cancelsTheOpenFormWhenTheTicketIsDispatchedAgain() {
        TicketRouting routing = NEW.follow(dispatched(null, 1), POLICY).routing();

        Decision.Accepted done = routing.follow(dispatched("ENGINEERING", 2), POLICY);

        assertThat(done.events())
                .containsExactly(
                        new FormCancelled("t1-f1", "COMPLAINTS", FormCancelled.Cause.REDISPATCHED, at(2)),
                        new FormDispatched("t1-f2", "ENGINEERING", 2, at(2), at(2 + 24 * 60)));
        assertThat(states(done.routing())).containsExactly(FormStatus.CANCELLED, FormStatus.DISPATCHED);
    }

    @Test
    void failsAtTheHopLimitAndLeavesTheOpenFormWhereItIs() {
        TicketRouting routing = NEW;
        for (int hop = 1; hop <= 3; hop++) {
            routing = routing.follow(dispatched(null, hop), POLICY).routing();
        }

        Decision.Accepted done = routing.follow(dispatched(null, 4), POLICY);

        assertThat(done.events()).containsExactly(new RoutingFailed("t1-f4", RoutingFailed.Why.HOP_LIMIT, at(4)));
        assertThat(done.routing()).isEqualTo(routing);
        assertThat(states(routing).get(2)).isEqualTo(FormStatus.DISPATCHED);
    }

    @Test
    void failsWithoutARule() {
        RoutingPolicy faultsOnly = policy(3, rule("faults", TicketType.FAULT, null, null, "MAINTENANCE"));

        Decision.Accepted done = NEW.follow(dispatched(null, 1), faultsOnly);

        assertThat(done.events()).containsExactly(new RoutingFailed("t1-f1", RoutingFailed.Why.NO_RULE, at(1)));
        assertThat(done.routing().forms()).isEmpty();
    }

    @Test
    void goesByTheTypeThatTheTicketHasNow() {
        TicketRouting routing = NEW.follow(
                        new TicketFact.Reclassified(TicketType.CONSULTATION, Optional.of("forecast")), POLICY)
                .routing();

        assertThat(routing.matter()).isEqualTo(new Matter(TicketType.CONSULTATION, Optional.of("forecast"), "CN-BJ"));
        assertThat(department(routing.follow(dispatched(null, 1), POLICY).routing()))
                .isEqualTo(SERVICE);
    }

    @ParameterizedTest
    @EnumSource(
            value = FormCancelled.Cause.class,
            names = {"TICKET_ANSWERED", "TICKET_CLOSED", "TICKET_VOIDED"})
    void cancelsTheOpenFormWhenNobodyHasToDealWithItAnyMore(FormCancelled.Cause cause) {
        TicketRouting routing = accept(NEW.follow(dispatched(null, 1), POLICY).routing(), 2);

        Decision.Accepted done = routing.follow(new TicketFact.Settled(cause, at(5)), POLICY);

        assertThat(done.events()).containsExactly(new FormCancelled("t1-f1", "COMPLAINTS", cause, at(5)));
        assertThat(states(done.routing())).containsExactly(FormStatus.CANCELLED);
        assertThat(done.routing().forms().get(0).state().acceptedAt()).contains(at(2));
        assertThat(done.routing()
                        .follow(new TicketFact.Settled(cause, at(6)), POLICY)
                        .events())
                .isEmpty();
    }

    @Test
    void givesTheFormBackWhenAVoidIsWithdrawn() {
        TicketRouting voided = NEW.follow(dispatched("ENGINEERING", 1), POLICY)
                .routing()
                .follow(new TicketFact.Settled(FormCancelled.Cause.TICKET_VOIDED, at(2)), POLICY)
                .routing();

        Decision.Accepted done = voided.follow(new TicketFact.VoidWithdrawn(at(3)), POLICY);

        assertThat(done.events())
                .containsExactly(new FormDispatched("t1-f2", "ENGINEERING", 2, at(3), at(3 + 24 * 60)));
        assertThat(NEW.follow(new TicketFact.VoidWithdrawn(at(3)), POLICY).events())
                .isEmpty();
    }

    @Test
    void isAccepted() {
        TicketRouting routing = NEW.follow(dispatched(null, 1), POLICY).routing();

        Decision.Accepted done =
                accepted(routing.decide(new FormCommand.Accept(form(1), AGENT, Optional.of(at(2))), POLICY, NOW));

        assertThat(done.events()).containsExactly(new FormAccepted("t1-f1", at(2)));
        assertThat(states(done.routing())).containsExactly(FormStatus.ACCEPTED);
    }

    @Test
    void isFedBackWithTheAnswerThatTheDepartmentGave() {
        TicketRouting routing = accept(NEW.follow(dispatched(null, 1), POLICY).routing(), 2);

        Decision.Accepted done = accepted(routing.decide(
                new FormCommand.FeedBack(
                        form(1), AGENT, true, Optional.of(at(3)), Optional.of(new Note("已回复")), Optional.of(at(4))),
                POLICY,
                NOW));

        assertThat(done.events())
                .containsExactly(new FormFedBack("t1-f1", "COMPLAINTS", true, at(4), Optional.of(at(3))));
        assertThat(states(done.routing())).containsExactly(FormStatus.FED_BACK);
        assertThat(done.routing().forms().get(0).note()).contains(new Note("已回复"));
    }

    @Test
    void staysOpenAfterInterimFeedback() {
        TicketRouting routing = NEW.follow(dispatched(null, 1), POLICY).routing();

        Decision.Accepted done = accepted(routing.decide(feedback(false, null, 4), POLICY, NOW));

        assertThat(done.events())
                .containsExactly(new FormFedBack("t1-f1", "COMPLAINTS", false, at(4), Optional.empty()));
        assertThat(states(done.routing())).containsExactly(FormStatus.DISPATCHED);
        assertThat(accepted(done.routing().decide(feedback(true, null, 5), POLICY, NOW))
                        .routing()
                        .forms())
                .singleElement()
                .satisfies(form -> assertThat(form.isOpen()).isFalse());
    }

    @Test
    void goesToAnotherDepartmentWhenReturned() {
        TicketRouting routing = NEW.follow(dispatched(null, 1), POLICY).routing();

        Decision.Accepted done = accepted(routing.decide(returned(1, 3), POLICY, NOW));

        assertThat(done.events())
                .containsExactly(
                        new FormReturned("t1-f1", "COMPLAINTS", "WRONG-DEPARTMENT", at(3)),
                        new FormDispatched("t1-f2", "SERVICE", 2, at(3), at(3 + 24 * 60)));
        assertThat(states(done.routing())).containsExactly(FormStatus.RETURNED, FormStatus.DISPATCHED);
    }

    @Test
    void waitsForTheAgentWhenNoRuleGivesAnotherDepartment() {
        TicketRouting routing = NEW.follow(dispatched(null, 1), POLICY).routing();
        routing = accepted(routing.decide(returned(1, 2), POLICY, NOW)).routing();

        Decision.Accepted done = accepted(routing.decide(returned(2, 3), POLICY, NOW));

        assertThat(done.events()).containsExactly(new FormReturned("t1-f2", "SERVICE", "WRONG-DEPARTMENT", at(3)));
        assertThat(states(done.routing())).containsExactly(FormStatus.RETURNED, FormStatus.RETURNED);
        // The agent insists: the rule table decides as if nobody had returned it.
        assertThat(department(done.routing().follow(dispatched(null, 4), POLICY).routing()))
                .isEqualTo(COMPLAINTS);
    }

    @Test
    void tellsTheHopLimitWhenAReturnedFormCannotGoOn() {
        RoutingPolicy one = new RoutingPolicy(POLICY.rules(), 1, Duration.ofHours(24));
        TicketRouting routing = NEW.follow(dispatched(null, 1), one).routing();

        Decision.Accepted done = accepted(routing.decide(returned(1, 3), one, NOW));

        assertThat(done.events())
                .containsExactly(
                        new FormReturned("t1-f1", "COMPLAINTS", "WRONG-DEPARTMENT", at(3)),
                        new RoutingFailed("t1-f2", RoutingFailed.Why.HOP_LIMIT, at(3)));
        assertThat(states(done.routing())).containsExactly(FormStatus.RETURNED);
    }

    @Test
    void refusesWhatTheStateDoesNotAllow() {
        TicketRouting open = NEW.follow(dispatched(null, 1), POLICY).routing();
        TicketRouting accepted = accept(open, 2);
        TicketRouting fedBack =
                accepted(accepted.decide(feedback(true, null, 3), POLICY, NOW)).routing();
        TicketRouting cancelled = open.follow(
                        new TicketFact.Settled(FormCancelled.Cause.TICKET_ANSWERED, at(2)), POLICY)
                .routing();
        TicketRouting returned =
                accepted(open.decide(returned(1, 2), POLICY, NOW)).routing();

        FormCommand accept = new FormCommand.Accept(form(1), AGENT, Optional.of(at(9)));
        assertIllegal(accepted.decide(accept, POLICY, NOW), FormStatus.ACCEPTED);
        for (FormCommand command : List.of(accept, feedback(true, null, 9), feedback(false, null, 9), returned(1, 9))) {
            assertIllegal(fedBack.decide(command, POLICY, NOW), FormStatus.FED_BACK);
            assertIllegal(cancelled.decide(command, POLICY, NOW), FormStatus.CANCELLED);
            assertIllegal(returned.decide(command, POLICY, NOW), FormStatus.RETURNED);
        }
    }

    @Test
    void refusesInstantsThatCannotBe() {
        TicketRouting open = NEW.follow(dispatched(null, 10), POLICY).routing();

        assertInvalid(open.decide(feedback(true, null, 9), POLICY, NOW), "#/occurredAt");
        assertInvalid(
                open.decide(
                        new FormCommand.Accept(
                                form(1),
                                AGENT,
                                Optional.of(NOW.plus(Duration.ofMinutes(2)).plusMillis(1))),
                        POLICY,
                        NOW),
                "#/occurredAt");
        assertInvalid(open.decide(feedback(true, -1, 12), POLICY, NOW), "#/customerAnsweredAt");
        assertInvalid(open.decide(feedback(true, 13, 12), POLICY, NOW), "#/customerAnsweredAt");
        assertInvalid(open.decide(feedback(false, 11, 12), POLICY, NOW), "#/customerAnsweredAt");
        assertThat(accepted(open.decide(feedback(true, 0, 12), POLICY, NOW)).events())
                .hasSize(1);
        assertThat(accepted(open.decide(
                                new FormCommand.Accept(form(1), AGENT, Optional.of(NOW.plus(Duration.ofMinutes(2)))),
                                POLICY,
                                NOW))
                        .events())
                .hasSize(1);
    }

    @Test
    void takesNowWithoutAnInstantEvenWhenTheDispatchIsAhead() {
        TicketRouting open = NEW.follow(dispatched(null, 10), POLICY).routing();

        assertThat(accepted(open.decide(new FormCommand.Accept(form(1), AGENT, Optional.empty()), POLICY, at(9)))
                        .events())
                .containsExactly(new FormAccepted("t1-f1", at(10)));
    }

    @Test
    void refusesAnUnknownFormAndEndlessInterimFeedback() {
        TicketRouting open = NEW.follow(dispatched(null, 1), POLICY).routing();
        assertThat(code(open.decide(returned(2, 3), POLICY, NOW))).contains(RoutingRejection.UNKNOWN_FORM);

        for (int i = 0; i < Form.MAX_ENTRIES; i++) {
            open = accepted(open.decide(feedback(false, null, 2), POLICY, NOW)).routing();
        }
        assertThat(code(open.decide(feedback(false, null, 2), POLICY, NOW))).contains(RoutingRejection.FORM_FULL);
    }

    @Test
    void hidesNotes() {
        assertThat(feedback(true, null, 2).toString()).doesNotContain("秘密");
        assertThat(new Note("秘密")).hasToString("Note[redacted]");
    }

    private static Instant at(int minutes) {
        return T0.plus(Duration.ofMinutes(minutes));
    }

    private static FormId form(int hop) {
        return new FormId(new TicketId("t1"), hop);
    }

    private static TicketFact dispatched(String department, int minutes) {
        return new TicketFact.Dispatched(Optional.ofNullable(department).map(Code::new), at(minutes));
    }

    private static FormCommand feedback(boolean last, Integer answeredMinutes, int minutes) {
        return new FormCommand.FeedBack(
                form(1),
                AGENT,
                last,
                Optional.ofNullable(answeredMinutes).map(TicketRoutingTest::at),
                Optional.of(new Note("秘密")),
                Optional.of(at(minutes)));
    }

    private static FormCommand returned(int hop, int minutes) {
        return new FormCommand.Return(
                form(hop), AGENT, new Code("WRONG-DEPARTMENT"), Optional.empty(), Optional.of(at(minutes)));
    }

    private static TicketRouting accept(TicketRouting routing, int minutes) {
        return accepted(routing.decide(new FormCommand.Accept(form(1), AGENT, Optional.of(at(minutes))), POLICY, NOW))
                .routing();
    }

    private static Decision.Accepted accepted(Decision decision) {
        return decision.fold(accepted -> accepted, rejected -> {
            throw new AssertionError(rejected.toString());
        });
    }

    private static Optional<RoutingRejection> code(Decision decision) {
        return decision.fold(accepted -> Optional.empty(), rejected -> Optional.of(rejected.code()));
    }

    private static void assertIllegal(Decision decision, FormStatus status) {
        assertThat(code(decision)).contains(RoutingRejection.ILLEGAL_TRANSITION);
        assertThat(decision.<Optional<FormStatus>>fold(accepted -> Optional.empty(), Decision.Rejected::status))
                .contains(status);
    }

    private static void assertInvalid(Decision decision, String pointer) {
        assertThat(decision.<List<Violation>>fold(accepted -> List.of(), Decision.Rejected::violations))
                .extracting(Violation::pointer)
                .containsExactly(pointer);
    }

    private static List<FormStatus> states(TicketRouting routing) {
        return routing.forms().stream().map(form -> form.state().status()).toList();
    }

    private static Code department(TicketRouting routing) {
        return routing.forms().get(routing.forms().size() - 1).department();
    }
}
