package com.hotline48.complaintsla.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import com.hotline48.events.sla.SlaEvent.Relation;
import com.hotline48.events.sla.SlaEvent.RepeatCause;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class RepeatRulesTest {

    private static final Instant T0 = Instant.parse("2026-03-01T00:00:00Z");
    private static final RepeatRules RULES = RepeatRules.DEFAULT;

    @Test
    void anAnsweredOneMakesARepeatOfTheUnsatisfied() {
        ComplaintFact earlier = answered(fact("a", 0), 5);

        assertThat(verdict(fact("b", 5), earlier)).isEqualTo(RelationVerdict.repeat("a", RepeatCause.UNSATISFIED));
    }

    @Test
    void anUnansweredOnePastItsLimitMakesARepeatOfTheOverdue() {
        assertThat(verdict(fact("b", 49), fact("a", 0))).isEqualTo(RelationVerdict.repeat("a", RepeatCause.OVERDUE));
    }

    @Test
    void anUnansweredOneWithinItsLimitIsUrged() {
        assertThat(verdict(fact("b", 48), fact("a", 0))).isEqualTo(RelationVerdict.urging("a"));
    }

    @Test
    void anAnswerAfterTheAcceptanceDoesNotCountYet() {
        assertThat(verdict(fact("b", 5), answered(fact("a", 0), 6))).isEqualTo(RelationVerdict.urging("a"));
    }

    @Test
    void aReopeningAtTheSameInstantCounts() {
        ComplaintFact reopened =
                stepped(answered(fact("a", 0), 3), new Step(Step.Kind.REOPENED, T0.plus(Duration.ofHours(5))));

        assertThat(verdict(fact("b", 5), reopened)).isEqualTo(RelationVerdict.urging("a"));
        assertThat(verdict(fact("b", 4), reopened)).isEqualTo(RelationVerdict.repeat("a", RepeatCause.UNSATISFIED));
    }

    @Test
    void twoOfOneInstantDoNotRepeatEachOther() {
        assertThat(verdict(fact("b", 5), answered(fact("a", 5), 5))).isEqualTo(RelationVerdict.NONE);
    }

    @Test
    void theWindowIncludesItsLastInstant() {
        assertThat(verdict(fact("b", 720), answered(fact("a", 0), 1)).relation())
                .isEqualTo(Relation.REPEAT);
        assertThat(verdict(fact("b", 721), answered(fact("a", 0), 1))).isEqualTo(RelationVerdict.NONE);
    }

    @Test
    void theLatestQualifyingOneDecidesThoughALaterOneRuns() {
        assertThat(verdict(fact("d", 60), answered(fact("a", 0), 1), fact("b", 10), fact("c", 59)))
                .isEqualTo(RelationVerdict.repeat("b", RepeatCause.OVERDUE));
    }

    @Test
    void ofTwoOfOneInstantTheLargerNumberDecides() {
        ComplaintFact small = numbered(answered(fact("z", 0), 1), "BJ-1");
        ComplaintFact large = numbered(answered(fact("a", 0), 1), "BJ-2");

        assertThat(verdict(fact("x", 5), small, large).earlier()).contains("a");
        assertThat(verdict(fact("x", 5), large, small).earlier()).contains("a");
    }

    @Test
    void aSatisfiedCustomersOneIsNoGround() {
        ComplaintFact closed = satisfied(answered(fact("a", 0), 1), 4);

        assertThat(verdict(fact("b", 4), closed)).isEqualTo(RelationVerdict.NONE);
        assertThat(verdict(fact("b", 3), closed).relation()).isEqualTo(Relation.REPEAT);
    }

    @Test
    void unknownCustomersVoidedOnesAndTheUnclassifiedMatchNobody() {
        ComplaintFact earlier = answered(fact("a", 0), 1);

        assertThat(verdict(with(fact("b", 5), Optional.empty(), Optional.of("s"), true), earlier))
                .isEqualTo(RelationVerdict.NONE);
        assertThat(verdict(with(fact("b", 5), Optional.of("c"), Optional.empty(), true), earlier))
                .isEqualTo(RelationVerdict.NONE);
        assertThat(verdict(with(fact("b", 5), Optional.of("c"), Optional.of("s"), false), earlier))
                .isEqualTo(RelationVerdict.NONE);
        assertThat(verdict(fact("b", 5), with(earlier, Optional.of("c"), Optional.of("s"), false)))
                .isEqualTo(RelationVerdict.NONE);
    }

    @Test
    void aDeclaredRepeatWinsOverTheMachine() {
        ComplaintFact declared = declared(fact("b", 5), "x");

        assertThat(verdict(declared, answered(fact("a", 0), 1)))
                .isEqualTo(RelationVerdict.repeat("x", RepeatCause.DECLARED));
    }

    @Test
    void aChainCountsEachLinkOnce() {
        ComplaintFact a = answered(fact("a", 0), 1);
        ComplaintFact b = answered(fact("b", 2), 3);

        assertThat(verdict(b, a).earlier()).contains("a");
        assertThat(verdict(fact("c", 4), a, b).earlier()).contains("b");
    }

    @Property(tries = 300)
    void agreesWithTheDefinitionReadAloud(@ForAll("complaints") List<ComplaintFact> set) {
        for (ComplaintFact subject : set) {
            List<ComplaintFact> others = new ArrayList<>(set);
            others.remove(subject);

            assertThat(verdict(subject, others.toArray(ComplaintFact[]::new)))
                    .isEqualTo(RepeatOracle.verdict(subject, others));
        }
    }

    @Provide
    Arbitrary<List<ComplaintFact>> complaints() {
        Arbitrary<ComplaintFact> one = Combinators.combine(
                        Arbitraries.integers().between(0, 12),
                        Arbitraries.integers().between(0, 30).list().ofMaxSize(3),
                        Arbitraries.integers().between(0, 9),
                        Arbitraries.of("s", "s", "u"))
                .as((accepted, steps, kind, subtype) -> {
                    ComplaintFact fact = fact("t", accepted * 12L);
                    long at = accepted * 12L;
                    for (int i = 0; i < steps.size(); i++) {
                        at += steps.get(i);
                        fact = stepped(
                                fact,
                                new Step(
                                        i % 2 == 0 ? Step.Kind.ANSWERED : Step.Kind.REOPENED,
                                        T0.plus(Duration.ofHours(at))));
                    }
                    fact = with(
                            fact,
                            kind == 0 ? Optional.empty() : Optional.of("c"),
                            kind == 1 ? Optional.empty() : Optional.of(subtype),
                            kind != 2);
                    return kind == 3 ? satisfied(fact, at) : fact;
                });
        return one.list().ofMaxSize(8).map(list -> {
            List<ComplaintFact> named = new ArrayList<>();
            for (int i = 0; i < list.size(); i++) {
                named.add(named(list.get(i), "t" + i));
            }
            return named;
        });
    }

    private static RelationVerdict verdict(ComplaintFact later, ComplaintFact... earlier) {
        return RULES.verdict(
                later,
                List.of(earlier).stream()
                        .sorted(Comparator.comparing(ComplaintFact::acceptedAt).reversed())
                        .iterator());
    }

    private static ComplaintFact fact(String id, long hours) {
        Instant at = T0.plus(Duration.ofHours(hours));
        return new ComplaintFact(
                id,
                "BJ-" + id,
                "CN-BJ",
                Optional.of("c"),
                Optional.of("s"),
                at,
                ClockPolicy.COMPLAINT.dueAt(at),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                true,
                1);
    }

    private static ComplaintFact answered(ComplaintFact fact, long hours) {
        return stepped(fact, new Step(Step.Kind.ANSWERED, T0.plus(Duration.ofHours(hours))));
    }

    private static ComplaintFact stepped(ComplaintFact fact, Step step) {
        List<Step> steps = new ArrayList<>(fact.steps());
        steps.add(step);
        return copy(fact, fact.ticketId(), fact.number(), steps, fact.satisfiedAt(), fact.repeatOf());
    }

    private static ComplaintFact satisfied(ComplaintFact fact, long hours) {
        return copy(
                fact,
                fact.ticketId(),
                fact.number(),
                fact.steps(),
                Optional.of(T0.plus(Duration.ofHours(hours))),
                fact.repeatOf());
    }

    private static ComplaintFact numbered(ComplaintFact fact, String number) {
        return copy(fact, fact.ticketId(), number, fact.steps(), fact.satisfiedAt(), fact.repeatOf());
    }

    private static ComplaintFact named(ComplaintFact fact, String id) {
        return copy(fact, id, "BJ-" + id, fact.steps(), fact.satisfiedAt(), fact.repeatOf());
    }

    private static ComplaintFact declared(ComplaintFact fact, String earlier) {
        return copy(fact, fact.ticketId(), fact.number(), fact.steps(), fact.satisfiedAt(), Optional.of(earlier));
    }

    private static ComplaintFact copy(
            ComplaintFact fact,
            String id,
            String number,
            List<Step> steps,
            Optional<Instant> satisfiedAt,
            Optional<String> repeatOf) {
        return new ComplaintFact(
                id,
                number,
                fact.province(),
                fact.customerRef(),
                fact.subtype(),
                fact.acceptedAt(),
                fact.dueAt(),
                steps,
                satisfiedAt,
                repeatOf,
                fact.counts(),
                fact.version());
    }

    private static ComplaintFact with(
            ComplaintFact fact, Optional<String> customer, Optional<String> subtype, boolean counts) {
        return new ComplaintFact(
                fact.ticketId(),
                fact.number(),
                fact.province(),
                customer,
                subtype,
                fact.acceptedAt(),
                fact.dueAt(),
                fact.steps(),
                fact.satisfiedAt(),
                fact.repeatOf(),
                counts,
                fact.version());
    }
}
