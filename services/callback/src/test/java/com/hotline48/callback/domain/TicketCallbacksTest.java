package com.hotline48.callback.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.hotline48.events.Code;
import com.hotline48.events.callback.CallbackEvent;
import com.hotline48.events.callback.CallbackEvent.CallbackAttempted;
import com.hotline48.events.callback.CallbackEvent.CallbackCancelled;
import com.hotline48.events.callback.CallbackEvent.CallbackCompleted;
import com.hotline48.events.callback.CallbackEvent.CallbackHandedUp;
import com.hotline48.events.callback.CallbackEvent.CallbackScheduled;
import com.hotline48.events.callback.CallbackEvent.Kind;
import com.hotline48.events.callback.CallbackEvent.Outcome;
import com.hotline48.events.callback.CallbackEvent.Satisfaction;
import com.hotline48.events.callback.CallbackEvent.SurveyAnswered;
import com.hotline48.events.callback.CallbackEvent.SurveySource;
import com.hotline48.events.ticket.TicketType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TicketCallbacksTest {

    private static final Instant T0 = Instant.parse("2016-03-01T08:00:00Z");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final CallbackPolicy POLICY = new CallbackPolicy(
            Duration.ofHours(12), Duration.ofHours(48), List.of(Duration.ofMinutes(30), Duration.ofHours(2)));
    private static final TicketCallbacks COMPLAINT = accepted(TicketType.COMPLAINT);
    private static final TicketCallbacks FAULT = accepted(TicketType.FAULT);

    @Test
    void revisitsAnAnsweredComplaint() {
        assertThat(COMPLAINT.follow(answered(2), POLICY).events())
                .containsExactly(scheduled(1, Kind.COMPLAINT_REVISIT, 2, 2 + 48));
        assertThat(FAULT.follow(answered(2), POLICY).events()).isEmpty();
    }

    @Test
    void repliesWhenTheDepartmentLeftTheCustomerWithoutAnswer() {
        assertThat(FAULT.follow(fedBack(3, null), POLICY).events())
                .containsExactly(scheduled(1, Kind.REPLY, 3, 3 + 12));
    }

    @Test
    void revisitsWhenTheDepartmentGaveTheAnswer() {
        assertThat(FAULT.follow(fedBack(3, 2), POLICY).events()).containsExactly(scheduled(1, Kind.REVISIT, 3, 3 + 12));
    }

    @Test
    void doesNotReplyToWhomHasHisAnswer() {
        assertThat(story(FAULT, answered(2), fedBack(3, null))).isEmpty();
    }

    @Test
    void serves2RevisitsByOneCall() {
        assertThat(story(COMPLAINT, fedBack(3, 2), answered(2))).containsExactly(scheduled(1, Kind.REVISIT, 3, 3 + 12));
        assertThat(story(COMPLAINT, answered(2), fedBack(3, 2)))
                .containsExactly(scheduled(1, Kind.COMPLAINT_REVISIT, 2, 2 + 48));
        // The revisit was made before the ticket's own answer was heard of.
        TicketCallbacks revisited = reach(after(COMPLAINT, fedBack(3, 2)), 1, 4);
        assertThat(revisited.follow(answered(2), POLICY).events()).isEmpty();
        // A later answer is another one.
        assertThat(revisited.follow(answered(5), POLICY).events())
                .containsExactly(scheduled(2, Kind.COMPLAINT_REVISIT, 5, 5 + 48));
    }

    @Test
    void makesTheComplaintsRevisitAfterTheReply() {
        TicketCallbacks replied = reach(after(COMPLAINT, fedBack(3, null)), 1, 4);

        assertThat(replied.follow(answered(4), POLICY).events())
                .containsExactly(scheduled(2, Kind.COMPLAINT_REVISIT, 4, 4 + 48));
        // The reply is the answer, also as long as the ticket has not said so.
        assertThat(replied.follow(fedBack(5, null), POLICY).events()).isEmpty();
    }

    @Test
    void dropsTheReplyWhenTheCustomerHasHisAnswer() {
        assertThat(story(FAULT, fedBack(3, null), answered(4)))
                .containsExactly(scheduled(1, Kind.REPLY, 3, 15), cancelled(1, CancelReason.TICKET_ANSWERED, 4));
        assertThat(story(FAULT, fedBack(3, null), fedBack(5, 4)))
                .containsExactly(
                        scheduled(1, Kind.REPLY, 3, 15),
                        cancelled(1, CancelReason.CUSTOMER_ANSWERED, 5),
                        scheduled(2, Kind.REVISIT, 5, 17));
    }

    @Test
    void doesNotDoubleAnOpenTask() {
        assertThat(story(FAULT, fedBack(3, null), fedBack(5, null))).hasSize(1);
        assertThat(story(COMPLAINT, answered(3), answered(5))).hasSize(1);
    }

    @Test
    void cancelsWhenTheTicketIsReopenedClosedOrVoided() {
        assertThat(story(COMPLAINT, answered(2), new Fact.Reopened(at(3))))
                .last()
                .isEqualTo(cancelled(1, CancelReason.TICKET_REOPENED, 3));
        assertThat(story(COMPLAINT, answered(2), new Fact.Closed(at(3)), fedBack(4, 3)))
                .last()
                .isEqualTo(cancelled(1, CancelReason.TICKET_CLOSED, 3));
        assertThat(story(COMPLAINT, answered(2), new Fact.Voided(at(3)), fedBack(4, 3)))
                .last()
                .isEqualTo(cancelled(1, CancelReason.TICKET_VOIDED, 3));
        assertThat(story(COMPLAINT, answered(2), new Fact.Reclassified(TicketType.CONSULTATION, at(3))))
                .last()
                .isEqualTo(cancelled(1, CancelReason.TICKET_RECLASSIFIED, 3));
    }

    @Test
    void takesUpAgainWhatAVoidCancelledWithTheSameDueInstant() {
        assertThat(story(COMPLAINT, answered(2), new Fact.Voided(at(3)), new Fact.VoidWithdrawn(at(5))))
                .last()
                .isEqualTo(new CallbackScheduled("t1-c2", Kind.COMPLAINT_REVISIT, at(5), at(5), at(2 + 48)));
    }

    @Test
    void revisitsAgainAfterAReopening() {
        assertThat(story(COMPLAINT, answered(2), new Fact.Reopened(at(3)), answered(4)))
                .containsExactly(
                        scheduled(1, Kind.COMPLAINT_REVISIT, 2, 50),
                        cancelled(1, CancelReason.TICKET_REOPENED, 3),
                        scheduled(2, Kind.COMPLAINT_REVISIT, 4, 52));
        // Reopened by the survey of the revisit, at the instant of the revisit.
        TicketCallbacks revisited = reach(after(COMPLAINT, answered(2)), 1, 3);
        assertThat(story(revisited, new Fact.Reopened(at(3)), answered(4)))
                .containsExactly(scheduled(2, Kind.COMPLAINT_REVISIT, 4, 52));
    }

    @Test
    void endsTheSameWhicheverTopicIsHeardFirst() {
        Fact form = fedBack(4, null);
        List<Fact> ticket = List.of(new Fact.Accepted(TicketType.COMPLAINT, T0), answered(2), new Fact.Reopened(at(3)));
        for (int place = 0; place <= ticket.size(); place++) {
            List<Fact> facts = new ArrayList<>(ticket);
            facts.add(place, form);

            TicketCallbacks end = after(TicketCallbacks.of(new TicketId("t1"), "CN-BJ"), facts.toArray(Fact[]::new));

            assertThat(end.pending()).as("form heard of at %d", place).hasValueSatisfying(task -> {
                assertThat(task.kind()).isEqualTo(Kind.REPLY);
                assertThat(task.dueAt()).isEqualTo(at(4 + 12));
            });
        }
    }

    @Test
    void forgetsFeedbackFromBeforeTheReopeningThatIsHeardOfLate() {
        assertThat(story(COMPLAINT, answered(2), new Fact.Reopened(at(5)), fedBack(4, 3)))
                .last()
                .isEqualTo(cancelled(1, CancelReason.TICKET_REOPENED, 5));
    }

    @Test
    void completesARevisitWithItsSurvey() {
        TicketCallbacks open = after(COMPLAINT, answered(2));

        Decision.Accepted done = accepted(open.decide(attempt(1, Outcome.REACHED, 3, survey(), null), POLICY, NOW));

        assertThat(done.events())
                .containsExactly(
                        new CallbackAttempted("t1-c1", 1, Outcome.REACHED, at(3), Optional.empty()),
                        new CallbackCompleted("t1-c1", Kind.COMPLAINT_REVISIT, at(3), true),
                        new SurveyAnswered(
                                "t1-c1",
                                SurveySource.CALLBACK,
                                false,
                                Satisfaction.NOT_SATISFIED,
                                Optional.of(Satisfaction.SATISFIED),
                                true,
                                at(3)));
        assertThat(done.callbacks().tasks()).singleElement().satisfies(task -> assertThat(task.completedAt())
                .contains(at(3)));
    }

    @Test
    void completesAReplyWithOrWithoutASurvey() {
        TicketCallbacks open = after(FAULT, fedBack(2, null));

        assertThat(accepted(open.decide(attempt(1, Outcome.REACHED, 3, null, null), POLICY, NOW))
                        .events())
                .containsExactly(
                        new CallbackAttempted("t1-c1", 1, Outcome.REACHED, at(3), Optional.empty()),
                        new CallbackCompleted("t1-c1", Kind.REPLY, at(3), true));
        assertThat(accepted(open.decide(attempt(1, Outcome.REACHED, 3, survey(), null), POLICY, NOW))
                        .events())
                .hasSize(3);
    }

    @ParameterizedTest
    @EnumSource(
            value = Outcome.class,
            names = {"NO_ANSWER", "BUSY", "WRONG_NUMBER", "REFUSED", "DROPPED"})
    void triesAgainAndHandsUpAfterTheThirdAttempt(Outcome outcome) {
        TicketCallbacks callbacks = after(COMPLAINT, answered(2));

        Decision.Accepted first = accepted(callbacks.decide(attempt(1, outcome, 3, null, null), POLICY, NOW));
        Decision.Accepted second = accepted(first.callbacks().decide(attempt(1, outcome, 4, null, null), POLICY, NOW));
        Decision.Accepted third = accepted(second.callbacks().decide(attempt(1, outcome, 8, null, null), POLICY, NOW));
        Decision.Accepted supervisors =
                accepted(third.callbacks().decide(attempt(1, outcome, 9, null, null), POLICY, NOW));

        assertThat(first.events())
                .containsExactly(new CallbackAttempted(
                        "t1-c1", 1, outcome, at(3), Optional.of(at(3).plus(Duration.ofMinutes(30)))));
        assertThat(first.callbacks().tasks().get(0).notBefore()).isEqualTo(at(3).plus(Duration.ofMinutes(30)));
        assertThat(second.events())
                .containsExactly(new CallbackAttempted("t1-c1", 2, outcome, at(4), Optional.of(at(6))));
        assertThat(third.events())
                .containsExactly(
                        new CallbackAttempted("t1-c1", 3, outcome, at(8), Optional.empty()),
                        new CallbackHandedUp("t1-c1", 3, at(8)));
        assertThat(supervisors.events())
                .containsExactly(new CallbackAttempted("t1-c1", 4, outcome, at(9), Optional.empty()));
        assertThat(supervisors.callbacks().tasks().get(0).state().status()).isEqualTo(TaskStatus.HANDED_UP);
        assertThat(reach(supervisors.callbacks(), 1, 10).tasks().get(0).state().status())
                .isEqualTo(TaskStatus.COMPLETED);
    }

    @Test
    void putsACallOffAsTheCustomerWishes() {
        TicketCallbacks callbacks = after(COMPLAINT, answered(2));

        for (int i = 1; i <= 4; i++) {
            Decision.Accepted done =
                    accepted(callbacks.decide(attempt(1, Outcome.RESCHEDULED, 3, null, at(9)), POLICY, NOW));
            assertThat(done.events())
                    .containsExactly(new CallbackAttempted("t1-c1", i, Outcome.RESCHEDULED, at(3), Optional.of(at(9))));
            callbacks = done.callbacks();
        }

        assertThat(callbacks.tasks().get(0).state().status()).isEqualTo(TaskStatus.OPEN);
        assertThat(callbacks.tasks().get(0).notBefore()).isEqualTo(at(9));
    }

    @Test
    void refusesWhatDoesNotGoTogether() {
        TicketCallbacks open = after(COMPLAINT, answered(10));

        assertInvalid(open.decide(attempt(1, Outcome.REACHED, 11, null, null), POLICY, NOW), "#/survey");
        assertInvalid(open.decide(attempt(1, Outcome.BUSY, 11, survey(), null), POLICY, NOW), "#/survey");
        assertInvalid(open.decide(attempt(1, Outcome.RESCHEDULED, 11, null, null), POLICY, NOW), "#/nextAt");
        assertInvalid(open.decide(attempt(1, Outcome.RESCHEDULED, 11, null, at(11)), POLICY, NOW), "#/nextAt");
        assertInvalid(
                open.decide(attempt(1, Outcome.RESCHEDULED, 11, null, at(11).plus(Duration.ofDays(91))), POLICY, NOW),
                "#/nextAt");
        assertInvalid(open.decide(attempt(1, Outcome.BUSY, 11, null, at(12)), POLICY, NOW), "#/nextAt");
        assertInvalid(open.decide(attempt(1, Outcome.BUSY, 9, null, null), POLICY, NOW), "#/occurredAt");
        assertInvalid(open.decide(attempt(1, Outcome.BUSY, 24 * 10, null, null), POLICY, at(11)), "#/occurredAt");
    }

    @Test
    void refusesAttemptsAtWhatIsDoneWith() {
        TicketCallbacks completed = reach(after(COMPLAINT, answered(2)), 1, 3);
        TicketCallbacks cancelled = after(COMPLAINT, answered(2), new Fact.Reopened(at(3)));

        assertIllegal(completed.decide(attempt(1, Outcome.BUSY, 4, null, null), POLICY, NOW), TaskStatus.COMPLETED);
        assertIllegal(
                cancelled.decide(attempt(1, Outcome.REACHED, 4, survey(), null), POLICY, NOW), TaskStatus.CANCELLED);
        assertThat(code(cancelled.decide(attempt(2, Outcome.BUSY, 4, null, null), POLICY, NOW)))
                .contains(CallbackRejection.UNKNOWN_TASK);
    }

    @Test
    void limitsAttempts() {
        TicketCallbacks callbacks = after(COMPLAINT, answered(2));
        for (int i = 0; i < Task.MAX_ATTEMPTS; i++) {
            callbacks = accepted(callbacks.decide(attempt(1, Outcome.BUSY, 3, null, null), POLICY, NOW))
                    .callbacks();
        }
        assertThat(code(callbacks.decide(attempt(1, Outcome.BUSY, 3, null, null), POLICY, NOW)))
                .contains(CallbackRejection.TASK_FULL);
    }

    @Test
    void hidesFreeText() {
        assertThat(attempt(1, Outcome.REACHED, 3, survey(), null).toString()).doesNotContain("秘密");
    }

    private static TicketCallbacks accepted(TicketType type) {
        return after(TicketCallbacks.of(new TicketId("t1"), "CN-BJ"), new Fact.Accepted(type, T0));
    }

    private static Instant at(int hours) {
        return T0.plus(Duration.ofHours(hours));
    }

    private static Fact answered(int hours) {
        return new Fact.Answered(at(hours));
    }

    private static Fact fedBack(int hours, Integer answeredHours) {
        return new Fact.FedBack(at(hours), Optional.ofNullable(answeredHours).map(TicketCallbacksTest::at));
    }

    private static CallbackEvent scheduled(int n, Kind kind, int hours, int dueHours) {
        return new CallbackScheduled("t1-c" + n, kind, at(hours), at(hours), at(dueHours));
    }

    private static CallbackEvent cancelled(int n, CancelReason reason, int hours) {
        return new CallbackCancelled("t1-c" + n, reason.name(), at(hours));
    }

    private static Survey survey() {
        return new Survey(
                false,
                Satisfaction.NOT_SATISFIED,
                Optional.of(Satisfaction.SATISFIED),
                true,
                Optional.of(new FreeText("秘密")));
    }

    private static AttemptCommand attempt(int n, Outcome outcome, int hours, Survey survey, Instant nextAt) {
        return new AttemptCommand(
                new TaskId(new TicketId("t1"), n),
                new Code("A-7"),
                outcome,
                Optional.of(at(hours)),
                Optional.ofNullable(nextAt),
                Optional.ofNullable(survey),
                Optional.of(new FreeText("秘密")));
    }

    private static TicketCallbacks after(TicketCallbacks callbacks, Fact... facts) {
        TicketCallbacks now = callbacks;
        for (Fact fact : facts) {
            now = now.follow(fact, POLICY).callbacks();
        }
        return now;
    }

    private static List<CallbackEvent> story(TicketCallbacks callbacks, Fact... facts) {
        List<CallbackEvent> events = new ArrayList<>();
        TicketCallbacks now = callbacks;
        for (Fact fact : facts) {
            Decision.Accepted done = now.follow(fact, POLICY);
            events.addAll(done.events());
            now = done.callbacks();
        }
        return events;
    }

    private static TicketCallbacks reach(TicketCallbacks callbacks, int n, int hours) {
        return accepted(callbacks.decide(attempt(n, Outcome.REACHED, hours, survey(), null), POLICY, NOW))
                .callbacks();
    }

    private static Decision.Accepted accepted(Decision decision) {
        return decision.fold(accepted -> accepted, rejected -> {
            throw new AssertionError(rejected.toString());
        });
    }

    private static Optional<CallbackRejection> code(Decision decision) {
        return decision.fold(accepted -> Optional.empty(), rejected -> Optional.of(rejected.code()));
    }

    private static void assertIllegal(Decision decision, TaskStatus status) {
        assertThat(code(decision)).contains(CallbackRejection.ILLEGAL_TRANSITION);
        assertThat(decision.<Optional<TaskStatus>>fold(accepted -> Optional.empty(), Decision.Rejected::status))
                .contains(status);
    }

    private static void assertInvalid(Decision decision, String pointer) {
        assertThat(decision.<List<Violation>>fold(accepted -> List.of(), Decision.Rejected::violations))
                .extracting(Violation::pointer)
                .containsExactly(pointer);
    }
}
