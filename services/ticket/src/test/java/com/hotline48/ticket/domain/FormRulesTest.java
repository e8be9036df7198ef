package com.hotline48.ticket.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import com.hotline48.events.ticket.TicketType;
import com.hotline48.ticket.domain.Fixtures.DraftBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FormRulesTest {

    private static final String EMOJI = "🌧️𠮷野家👨‍👩‍👧";

    static Stream<Arguments> refusals() {
        return Stream.of(
                refusal("#/type", "COMPLAINT", draft -> draft.type("NONSENSE")),
                refusal("#/type", "is required", draft -> draft.type(null)),
                refusal("#/title", "投诉", draft -> draft.title("咨询天气")),
                refusal("#/title", "咨询, the keyword of CONSULTATION", draft -> draft.title("咨询天气")),
                refusal("#/title", "starts with 投诉", draft -> draft.title("天气不准")),
                refusal("#/title", "200", draft -> draft.title("投诉" + "长".repeat(199))),
                refusal("#/title", "not blank", draft -> draft.title(" ")),
                refusal("#/title", "control", draft -> draft.title("投诉\n天气")),
                refusal("#/content", "is required", draft -> draft.content(null)),
                refusal("#/content", "not blank", draft -> draft.content(" \n")),
                refusal("#/content", "20000", draft -> draft.content("长".repeat(20_001))),
                refusal("#/content", "control", draft -> draft.content("a\u0000b")),
                refusal("#/content", "control", draft -> draft.content("a\u0085b")),
                refusal("#/content", "surrogates", draft -> draft.content("a\ud83cb")),
                refusal("#/content", "surrogates", draft -> draft.content("a\udf27b")),
                refusal("#/caller/number", "phone", draft -> draft.number("abc")),
                refusal("#/caller/contactPhone", "phone", draft -> draft.contactPhone("12")),
                refusal("#/caller/name", "100", draft -> draft.name("名".repeat(101))),
                refusal("#/caller/address", "500", draft -> draft.address("址".repeat(501))),
                refusal("#/segment", "KEY_ACCOUNT", draft -> draft.segment("VIP")),
                refusal("#/province", "is required", draft -> draft.province(null)),
                refusal("#/province", "CN-GD", draft -> draft.province("CN-XX")),
                refusal("#/province", "CN-GD", draft -> draft.province("{\"$gt\":\"\"}")),
                refusal("#/agent", "is required", draft -> draft.agent(null)),
                refusal("#/agent", "phone numbers", draft -> draft.agent("13800138000")),
                refusal("#/agent", "letters", draft -> draft.agent("A$1")),
                refusal("#/subtype", "64", draft -> draft.subtype("x".repeat(65))),
                refusal("#/subtype", "inner spaces", draft -> draft.subtype(" Category 5")),
                refusal("#/origin/channel", "VOICEMAIL", draft -> draft.channel("FAX")),
                refusal("#/origin/channel", "is required", draft -> draft.channel(null)),
                refusal("#/origin/id", "is required", draft -> draft.originId(null)),
                refusal("#/origin/id", "200", draft -> draft.originId("i".repeat(201))),
                refusal("#/elements", "whatTheCustomerWants", draft -> draft.elements(Map.of("stage", "1"))),
                refusal("#/elements/when", "2000", draft -> draft.elements(Map.of("when", "x".repeat(2_001)))),
                refusal("#/occurredAt", "2 minutes", draft -> draft.occurredAt(Fixtures.NOW.plusSeconds(121))),
                refusal(
                        "#/occurredAt",
                        "2000-01-01",
                        draft -> draft.occurredAt(java.time.Instant.parse("1999-12-31T23:59:59Z"))),
                refusal("#/repeatOf", "only a COMPLAINT", draft -> draft.type("FAULT")
                        .repeatOf("x")));
    }

    private static Arguments refusal(String pointer, String detail, UnaryOperator<DraftBuilder> change) {
        return Arguments.of(pointer, detail, change);
    }

    @ParameterizedTest(name = "{index} {0} {1}")
    @MethodSource("refusals")
    void refusesWithTheMemberAndWhatWouldBeRight(String pointer, String detail, UnaryOperator<DraftBuilder> change) {
        FormDraft draft = change.apply(Fixtures.draft(TicketType.COMPLAINT)).build();

        List<Violation> violations = violations(Fixtures.rules(false).check(draft, Fixtures.NOW));

        assertThat(violations).anySatisfy(violation -> {
            assertThat(violation.pointer()).isEqualTo(pointer);
            assertThat(violation.detail()).contains(detail);
        });
    }

    @Test
    void namesEverythingThatIsWrongAtOnce() {
        FormDraft draft = Fixtures.draft(TicketType.COMPLAINT)
                .agent(null)
                .province(null)
                .number("x")
                .build();

        assertThat(violations(Fixtures.rules(false).check(draft, Fixtures.NOW)))
                .extracting(Violation::pointer)
                .containsExactly("#/caller/number", "#/province", "#/agent");
    }

    @Test
    void makesATitleOfKeywordAndSubtypeName() {
        assertThat(form(Fixtures.draft(TicketType.CONSULTATION).subtype("WEATHER"))
                        .title())
                .isEqualTo("咨询天气预报");
        assertThat(form(Fixtures.draft(TicketType.COMPLAINT).subtype("Category 5"))
                        .title())
                .isEqualTo("投诉Category 5");
        assertThat(form(Fixtures.draft(TicketType.COMMENDATION)).title()).isEqualTo("表扬");
    }

    @Test
    void keepsEmojiAndRareCharactersAsTheyAre() {
        Form form = form(Fixtures.draft(TicketType.COMPLAINT)
                .title("投诉" + EMOJI)
                .content("第一行\r\n\t" + EMOJI)
                .name(EMOJI)
                .address(EMOJI));

        assertThat(form.title()).isEqualTo("投诉" + EMOJI);
        assertThat(form.content()).isEqualTo("第一行\r\n\t" + EMOJI);
        assertThat(form.caller().name()).contains(EMOJI);
    }

    @Test
    void countsLengthsInCodePoints() {
        assertThat(form(Fixtures.draft(TicketType.COMPLAINT).title("投诉" + "𠮷".repeat(198)))
                        .title())
                .hasSize(2 + 2 * 198);
    }

    @Test
    void takesUnknownSubtypesUnlessTheCatalogueIsStrict() {
        FormDraft draft =
                Fixtures.draft(TicketType.COMPLAINT).subtype("Category 5").build();

        assertThat(Fixtures.rules(false).check(draft, Fixtures.NOW))
                .isInstanceOfSatisfying(FormDecision.Valid.class, valid -> assertThat(valid.unknownSubtype())
                        .isTrue());
        assertThat(violations(Fixtures.rules(true).check(draft, Fixtures.NOW)))
                .extracting(Violation::pointer)
                .containsExactly("#/subtype");
        assertThat(Fixtures.rules(true)
                        .check(
                                Fixtures.draft(TicketType.COMPLAINT)
                                        .subtype("服务态度")
                                        .build(),
                                Fixtures.NOW))
                .isInstanceOf(FormDecision.Valid.class);
    }

    @Test
    void takesTheInstantOfAcceptanceToTheMillisecond() {
        FormDraft now = Fixtures.draft(TicketType.FAULT).occurredAt(null).build();
        FormDraft ahead = Fixtures.draft(TicketType.FAULT)
                .occurredAt(Fixtures.NOW.plusSeconds(120))
                .build();

        assertThat(valid(Fixtures.rules(false).check(now, Fixtures.NOW.plusNanos(1_234_567)))
                        .acceptedAt())
                .isEqualTo(Fixtures.NOW.plusMillis(1));
        assertThat(valid(Fixtures.rules(false).check(ahead, Fixtures.NOW)).acceptedAt())
                .isEqualTo(Fixtures.NOW.plusSeconds(120));
    }

    @Test
    void identifiesTheCustomerByTheNumberThatCalledElseByTheOneToCall() {
        assertThat(form(Fixtures.draft(TicketType.FAULT).contactPhone("13900000000"))
                        .caller()
                        .identifyingNumber())
                .contains("+13000002128");
        assertThat(form(Fixtures.draft(TicketType.FAULT).number(null).contactPhone("13900000000"))
                        .caller()
                        .identifyingNumber())
                .contains("+13900000000");
        assertThat(form(Fixtures.draft(TicketType.FAULT).number(null)).caller().identifyingNumber())
                .isEmpty();
    }

    @Test
    void showsNoPersonalDataWhenPrinted() {
        FormDraft draft = Fixtures.draft(TicketType.FAULT).address("某街1号").build();
        FormDecision decision = Fixtures.rules(false).check(draft, Fixtures.NOW);

        assertThat(draft + " " + decision + " " + Fixtures.ticket(TicketType.FAULT, "x"))
                .doesNotContain("2128", "王小明", "某街", "内容");
    }

    private static Form form(DraftBuilder draft) {
        return valid(Fixtures.rules(false).check(draft.build(), Fixtures.NOW)).form();
    }

    private static FormDecision.Valid valid(FormDecision decision) {
        return decision.fold(ok -> ok, no -> {
            throw new AssertionError(no.violations());
        });
    }

    private static List<Violation> violations(FormDecision decision) {
        return decision.fold(
                ok -> {
                    throw new AssertionError("valid");
                },
                FormDecision.Invalid::violations);
    }
}
