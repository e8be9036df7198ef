package com.hotline48.ticket.domain;

import static com.hotline48.ticket.domain.Fixtures.ACCEPTED_AT;
import static com.hotline48.ticket.domain.Fixtures.NOW;
import static com.hotline48.ticket.domain.Fixtures.accepted;
import static com.hotline48.ticket.domain.Fixtures.after;
import static com.hotline48.ticket.domain.Fixtures.answer;
import static com.hotline48.ticket.domain.Fixtures.at;
import static com.hotline48.ticket.domain.Fixtures.close;
import static com.hotline48.ticket.domain.Fixtures.dispatch;
import static com.hotline48.ticket.domain.Fixtures.draft;
import static com.hotline48.ticket.domain.Fixtures.makeVoid;
import static com.hotline48.ticket.domain.Fixtures.now;
import static com.hotline48.ticket.domain.Fixtures.rejected;
import static com.hotline48.ticket.domain.Fixtures.reopen;
import static com.hotline48.ticket.domain.Fixtures.ticket;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import com.hotline48.events.Code;
import com.hotline48.events.ticket.TicketEvent.AnswerCorrected;
import com.hotline48.events.ticket.TicketEvent.TicketAccepted;
import com.hotline48.events.ticket.TicketEvent.TicketReclassified;
import com.hotline48.events.ticket.TicketEvent.TicketUrged;
import com.hotline48.events.ticket.TicketEvent.TicketVoided;
import com.hotline48.events.ticket.TicketType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TicketTest {

    private static final Instant T1 = ACCEPTED_AT.plusSeconds(600);
    private static final Instant T2 = ACCEPTED_AT.plusSeconds(1_200);

    private final Ticket complaint = ticket(TicketType.COMPLAINT, "call-1");

    /** Every command in every state: the state afterwards, or - for an illegal transition. */
    @ParameterizedTest
    @CsvSource({
        "ACCEPTED,   DISPATCHED, ANSWERED, -,      -,        ACCEPTED,   VOIDED, -, ACCEPTED,   -",
        "DISPATCHED, DISPATCHED, ANSWERED, -,      -,        DISPATCHED, VOIDED, -, DISPATCHED, -",
        "ANSWERED,   -,          -,        CLOSED, REOPENED, ANSWERED,   VOIDED, -, ANSWERED,   ANSWERED",
        "REOPENED,   DISPATCHED, ANSWERED, -,      -,        REOPENED,   VOIDED, -, REOPENED,   -",
        "CLOSED,     -,          -,        -,      -,        -,          VOIDED, -, CLOSED,     CLOSED",
        "VOIDED,     -,          -,        -,      -,        -,          -, ACCEPTED, -,        -",
    })
    void allowsExactlyTheseTransitions(
            TicketStatus from,
            String dispatched,
            String answered,
            String closed,
            String reopened,
            String urged,
            String voided,
            String voidWithdrawn,
            String reclassified,
            String corrected) {
        Ticket ticket = in(from);

        expect(ticket, dispatch(now()), dispatched);
        expect(ticket, answer(now()), answered);
        expect(ticket, close(now()), closed);
        expect(ticket, reopen(now()), reopened);
        expect(ticket, new TicketCommand.Urge(now(), Optional.empty()), urged);
        expect(ticket, makeVoid(now(), Optional.empty()), voided);
        expect(ticket, new TicketCommand.WithdrawVoid(now(), new Code("MISTAKE")), voidWithdrawn);
        expect(
                ticket,
                new TicketCommand.Reclassify(now(), TicketType.CONSULTATION, Optional.empty(), true),
                reclassified);
        expect(ticket, new TicketCommand.CorrectAnswer(now(), T1, new Code("TYPO")), corrected);
    }

    private static void expect(Ticket ticket, TicketCommand command, String expected) {
        Decision decision = ticket.decide(command, NOW);
        if (expected.equals("-")) {
            assertThat(rejected(decision).code()).isEqualTo(TicketRejection.ILLEGAL_TRANSITION);
        } else {
            Decision.Accepted done = accepted(decision);
            assertThat(done.ticket().state().status()).isEqualTo(TicketStatus.valueOf(expected));
            assertThat(done.events()).hasSize(1);
            assertThat(done.ticket().history()).hasSize(ticket.history().size() + 1);
        }
    }

    private Ticket in(TicketStatus status) {
        return switch (status) {
            case ACCEPTED -> complaint;
            case DISPATCHED -> after(complaint, dispatch(at(T1)));
            case ANSWERED -> after(complaint, answer(at(T1)));
            case CLOSED -> after(in(TicketStatus.ANSWERED), close(at(T2)));
            case REOPENED -> after(in(TicketStatus.ANSWERED), reopen(at(T2)));
            case VOIDED -> after(complaint, makeVoid(at(T1), Optional.empty()));
        };
    }

    @Test
    void announcesItsAcceptanceWithoutPersonalData() {
        FormDecision.Valid valid = (FormDecision.Valid) Fixtures.rules(false)
                .check(draft(TicketType.COMPLAINT).subtype("服务态度").build(), NOW);

        Decision.Accepted done = Ticket.accept(
                TicketNumber.of("BJ-160301", 1), valid, Optional.of("ref"), Optional.of(complaint.id()), 3, NOW);

        assertThat(done.events()).singleElement().isInstanceOfSatisfying(TicketAccepted.class, event -> {
            assertThat(event.subtype()).contains("服务态度");
            assertThat(event.acceptedAt()).isEqualTo(ACCEPTED_AT);
            assertThat(event.catalogueVersion()).isEqualTo(3);
            assertThat(event.customerRef()).contains("ref");
            assertThat(event.repeatOf()).contains(complaint.id().value());
        });
    }

    @Test
    void takesInstantsOfThePastAndTwoMinutesAheadButNoneBeforeWhatTheyFollow() {
        assertThat(rejected(complaint.decide(answer(at(ACCEPTED_AT.minusMillis(1))), NOW)))
                .satisfies(TicketTest::blamesOccurredAt);
        assertThat(rejected(complaint.decide(answer(at(NOW.plusMillis(120_001))), NOW)))
                .satisfies(TicketTest::blamesOccurredAt);
        accepted(complaint.decide(answer(at(NOW.plusSeconds(120))), NOW));
        accepted(complaint.decide(answer(at(ACCEPTED_AT)), NOW));
        assertThat(rejected(in(TicketStatus.ANSWERED).decide(close(at(T1.minusMillis(1))), NOW)))
                .satisfies(TicketTest::blamesOccurredAt);
        assertThat(rejected(in(TicketStatus.ANSWERED).decide(reopen(at(T1.minusMillis(1))), NOW)))
                .satisfies(TicketTest::blamesOccurredAt);
        assertThat(rejected(in(TicketStatus.REOPENED).decide(answer(at(T2.minusMillis(1))), NOW)))
                .satisfies(TicketTest::blamesOccurredAt);
        Ticket reopenedAndDispatched = after(in(TicketStatus.REOPENED), dispatch(at(NOW)));
        assertThat(rejected(reopenedAndDispatched.decide(answer(at(T2.minusMillis(1))), NOW)))
                .satisfies(TicketTest::blamesOccurredAt);
        accepted(reopenedAndDispatched.decide(answer(at(T2)), NOW));
    }

    private static void blamesOccurredAt(Decision.Rejected refusal) {
        assertThat(refusal.code()).isEqualTo(TicketRejection.INVALID_REQUEST);
        assertThat(refusal.violations()).extracting(Violation::pointer).containsExactly("#/occurredAt");
    }

    @Test
    void happensNowWithoutAnInstantButNeverBeforeWhatItFollows() {
        Ticket ahead = ticket(draft(TicketType.COMPLAINT), NOW.plusSeconds(60), Optional.empty());

        Ticket answered = after(ahead, answer(now()));

        assertThat(answered.lastAnswer().orElseThrow().answeredAt()).isEqualTo(NOW.plusSeconds(60));
        assertThat(after(complaint, answer(now())).lastAnswer().orElseThrow().answeredAt())
                .isEqualTo(NOW);
    }

    @Test
    void countsUrgings() {
        Ticket once = after(complaint, new TicketCommand.Urge(now(), Optional.of("急")));

        Decision.Accepted twice = accepted(once.decide(new TicketCommand.Urge(now(), Optional.empty()), NOW));

        assertThat(twice.ticket().urges()).isEqualTo(2);
        assertThat(twice.events()).containsExactly(new TicketUrged(2, NOW));
    }

    @Test
    void keepsWhichAnswerWasReopened() {
        Ticket again = after(in(TicketStatus.REOPENED), answer(at(NOW)));

        assertThat(again.answers()).extracting(Answer::reopenedAt).containsExactly(Optional.of(T2), Optional.empty());
    }

    @Test
    void correctsTheInstantOfTheLastAnswerWithinBounds() {
        Ticket answered = in(TicketStatus.ANSWERED);

        Decision.Accepted done =
                accepted(answered.decide(new TicketCommand.CorrectAnswer(now(), T2, new Code("TYPO")), NOW));

        assertThat(done.events()).containsExactly(new AnswerCorrected(T2, T1, "TYPO", NOW));
        assertThat(done.ticket().state()).isEqualTo(new TicketState.Answered(T2));
        assertThat(done.ticket().lastAnswer().orElseThrow().answeredAt()).isEqualTo(T2);
        correctionIsRefused(answered, ACCEPTED_AT.minusMillis(1));
        correctionIsRefused(answered, NOW.plusSeconds(121));
        correctionIsRefused(in(TicketStatus.CLOSED), T2.plusMillis(1));
        correctionIsRefused(after(in(TicketStatus.REOPENED), answer(at(NOW))), T2.minusMillis(1));
    }

    private static void correctionIsRefused(Ticket ticket, Instant answeredAt) {
        assertThat(rejected(ticket.decide(new TicketCommand.CorrectAnswer(now(), answeredAt, new Code("X")), NOW))
                        .violations())
                .extracting(Violation::pointer)
                .containsExactly("#/answeredAt");
    }

    @Test
    void givesTheTitleTheKeywordOfTheNewType() {
        Ticket ticket = ticket(draft(TicketType.CONSULTATION).title("咨询降雨"), ACCEPTED_AT, Optional.empty());

        Decision.Accepted done = accepted(ticket.decide(
                new TicketCommand.Reclassify(now(), TicketType.COMPLAINT, Optional.of(new Code("预报不准")), true), NOW));

        assertThat(done.ticket().form().title()).isEqualTo("投诉降雨");
        assertThat(done.events())
                .containsExactly(new TicketReclassified(
                        TicketType.CONSULTATION,
                        Optional.empty(),
                        TicketType.COMPLAINT,
                        Optional.of("预报不准"),
                        true,
                        NOW));
    }

    @Test
    void refusesToTurnIntoAComplaintLaterAndIntoWhatItIs() {
        Ticket consultation = ticket(TicketType.CONSULTATION, "call-2");

        assertThat(rejected(consultation.decide(
                                new TicketCommand.Reclassify(now(), TicketType.COMPLAINT, Optional.empty(), false),
                                NOW))
                        .violations())
                .singleElement()
                .satisfies(violation -> {
                    assertThat(violation.pointer()).isEqualTo("#/misfiled");
                    assertThat(violation.detail()).contains("new ticket");
                });
        assertThat(rejected(consultation.decide(
                                new TicketCommand.Reclassify(now(), TicketType.CONSULTATION, Optional.empty(), true),
                                NOW))
                        .code())
                .isEqualTo(TicketRejection.INVALID_REQUEST);
    }

    @Test
    void isVoidedAsTheDuplicateOfAnEarlierTicketOfTheSameCustomer() {
        Ticket later = ticket(draft(TicketType.COMPLAINT).originId("call-2"), T1, Optional.of("ref-1"));

        Decision.Accepted done = accepted(later.decide(makeVoid(now(), Optional.of(complaint)), NOW));

        assertThat(done.events())
                .containsExactly(
                        new TicketVoided("DUPLICATE", Optional.of(complaint.id().value()), NOW));
        Ticket back = after(done.ticket(), new TicketCommand.WithdrawVoid(now(), new Code("MISTAKE")));
        assertThat(back.state()).isEqualTo(later.state());
    }

    @Test
    void refusesDuplicatesThatAreNone() {
        Ticket later = ticket(draft(TicketType.COMPLAINT).originId("call-2"), T1, Optional.of("ref-1"));
        Ticket stranger = ticket(draft(TicketType.COMPLAINT).originId("call-3"), ACCEPTED_AT, Optional.of("ref-2"));
        Ticket unknown = ticket(draft(TicketType.COMPLAINT).originId("call-4"), ACCEPTED_AT, Optional.empty());
        Ticket voided = after(complaint, makeVoid(now(), Optional.empty()));

        duplicateIsRefused(later, later, "itself");
        duplicateIsRefused(later, voided, "voided");
        duplicateIsRefused(complaint, later, "later");
        duplicateIsRefused(later, stranger, "same customer");
        duplicateIsRefused(later, unknown, "same customer");
        duplicateIsRefused(
                ticket(draft(TicketType.COMPLAINT).originId("call-5"), T1, Optional.empty()), unknown, "same customer");
    }

    @Test
    void neverLetsTwoTicketsBeDuplicatesOfEachOther() {
        // Given: accepted and recorded in the same millisecond, looked at by two agents at once
        Ticket one = complaint;
        Ticket other = ticket(TicketType.COMPLAINT, "call-2");

        boolean oneOfOther = one.decide(makeVoid(now(), Optional.of(other)), NOW) instanceof Decision.Accepted;
        boolean otherOfOne = other.decide(makeVoid(now(), Optional.of(one)), NOW) instanceof Decision.Accepted;

        assertThat(oneOfOther).isNotEqualTo(otherOfOne);
    }

    @Test
    void takesFaultsOfTheSameAddressOrAssetAsDuplicates() {
        Ticket first = fault("f-1", "某街1号", "010-1", "ref-1", ACCEPTED_AT);

        accepted(fault("f-2", "某街1号 ", "010-2", "ref-2", T1).decide(makeVoid(now(), Optional.of(first)), NOW));
        accepted(fault("f-3", "别处", "010-1", "ref-2", T1).decide(makeVoid(now(), Optional.of(first)), NOW));
        duplicateIsRefused(fault("f-4", "别处", "010-3", "ref-2", T1), first, "address");
    }

    private static Ticket fault(String origin, String address, String device, String ref, Instant acceptedAt) {
        return ticket(
                draft(TicketType.FAULT)
                        .originId(origin)
                        .address(address)
                        .elements(Map.of("faultyNumberOrDevice", device)),
                acceptedAt,
                Optional.of(ref));
    }

    private static void duplicateIsRefused(Ticket ticket, Ticket other, String detail) {
        Decision.Rejected refusal = rejected(ticket.decide(makeVoid(now(), Optional.of(other)), NOW));
        assertThat(refusal.code()).isEqualTo(TicketRejection.WRONG_DUPLICATE);
        assertThat(refusal.violations()).singleElement().satisfies(violation -> {
            assertThat(violation.pointer()).isEqualTo("#/duplicateOf");
            assertThat(violation.detail()).contains(detail);
        });
    }

    @Test
    void isNamedAsTheEarlierOneOnlyByALaterComplaint() {
        TicketId later = new TicketId("t" + "a".repeat(25));

        assertThat(complaint.problemAsEarlierOf(later, T1)).isEmpty();
        assertThat(complaint.problemAsEarlierOf(later, ACCEPTED_AT)).isPresent();
        assertThat(complaint.problemAsEarlierOf(complaint.id(), T1)).isPresent();
        assertThat(in(TicketStatus.VOIDED).problemAsEarlierOf(later, T1)).isPresent();
        assertThat(ticket(TicketType.FAULT, "call-9").problemAsEarlierOf(later, T1))
                .hasValueSatisfying(refusal -> assertThat(refusal.code()).isEqualTo(TicketRejection.WRONG_REPEAT));
    }

    @Test
    void takesNoMoreStepsThanItsHistoryHolds() {
        Ticket ticket = complaint;
        for (int i = ticket.history().size(); i < Ticket.MAX_STEPS; i++) {
            ticket = after(ticket, new TicketCommand.Urge(now(), Optional.empty()));
        }

        assertThat(rejected(ticket.decide(answer(now()), NOW)).code()).isEqualTo(TicketRejection.HISTORY_FULL);
    }

    @Test
    void keepsWhoDidWhatAndWhen() {
        Ticket reopened = in(TicketStatus.REOPENED);

        assertThat(reopened.history())
                .extracting(Step::what)
                .containsExactly(Step.What.ACCEPTED, Step.What.ANSWERED, Step.What.REOPENED);
        assertThat(reopened.history().get(2)).satisfies(step -> {
            assertThat(step.at()).isEqualTo(T2);
            assertThat(step.recordedAt()).isEqualTo(NOW);
            assertThat(step.agent()).contains(Fixtures.AGENT);
            assertThat(step.note()).contains("说还没好");
            assertThat(step.details()).containsEntry("reasonCode", "NOT_FIXED");
        });
    }
}
