package com.hotline48.ticket.domain;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;

import com.hotline48.events.Code;
import com.hotline48.events.centre.Centres;
import com.hotline48.events.ticket.Channel;
import com.hotline48.events.ticket.Segment;
import com.hotline48.events.ticket.TicketType;

/**
 * What a form must look like to become a ticket (domain.md §2.2).
 *
 * @param strict refuse subtypes that the catalogue does not know
 */
public record FormRules(Centres centres, SubtypeCatalogue catalogue, boolean strict, PhoneNumbers phones) {

    /** Clocks of clients may be ahead by this much. */
    static final Duration AHEAD = Duration.ofMinutes(2);

    /** Longest texts, in code points: a paragraph, a line on a screen, what a postal form holds. */
    static final int MAX_TITLE = 200;

    static final int MAX_CONTENT = 20_000;
    static final int MAX_NAME = 100;
    static final int MAX_ADDRESS = 500;
    public static final int MAX_NOTE = 2_000;
    public static final int MAX_RESOLUTION = 20_000;
    private static final int MAX_ORIGIN_ID = 200;

    public FormRules {
        Objects.requireNonNull(centres, "centres");
        Objects.requireNonNull(catalogue, "catalogue");
        Objects.requireNonNull(phones, "phones");
    }

    /** Looks at everything in the form, so that one answer names all that is wrong. */
    public FormDecision check(FormDraft draft, Instant now) {
        FieldChecks checks = new FieldChecks();
        Optional<TicketType> type = checks.requiredName("#/type", draft.type(), TicketType.class);
        Optional<Code> subtype = checks.code("#/subtype", draft.subtype());
        Optional<Subtype> known = type.flatMap(t -> subtype.flatMap(code -> catalogue.find(t, code)));
        boolean unknownSubtype = type.isPresent() && subtype.isPresent() && known.isEmpty();
        if (strict && unknownSubtype) {
            checks.violate("#/subtype", "is not in the catalogue of " + type.get());
        }
        Optional<String> title = checks.line("#/title", draft.title(), MAX_TITLE);
        type.ifPresent(t -> title.flatMap(text -> Title.problemOf(text, t))
                .ifPresent(problem -> checks.violate("#/title", problem)));
        Optional<String> content = checks.requiredParagraph("#/content", draft.content(), MAX_CONTENT);
        Caller caller = new Caller(
                phone(checks, "#/caller/number", draft.callerNumber()),
                checks.line("#/caller/name", draft.callerName(), MAX_NAME),
                phone(checks, "#/caller/contactPhone", draft.contactPhone()),
                checks.paragraph("#/caller/address", draft.address(), MAX_ADDRESS));
        Optional<Segment> segment = checks.name("#/segment", draft.segment(), Segment.class);
        Optional<String> province = province(checks, draft.province());
        Optional<Code> agent = checks.requiredCode("#/agent", draft.agent());
        Optional<Channel> channel = checks.requiredName("#/origin/channel", draft.channel(), Channel.class);
        if (draft.originId().isEmpty()) {
            checks.violate("#/origin/id", "is required");
        }
        Optional<String> originId = checks.line("#/origin/id", draft.originId(), MAX_ORIGIN_ID);
        type.ifPresent(t -> elements(checks, draft, t));
        checks.instant("#/occurredAt", draft.occurredAt());
        if (draft.occurredAt().filter(at -> at.isAfter(now.plus(AHEAD))).isPresent()) {
            checks.violate("#/occurredAt", "lies in the future; at most 2 minutes ahead are taken");
        }
        if (draft.repeatOf().isPresent()
                && type.filter(t -> t != TicketType.COMPLAINT).isPresent()) {
            checks.violate("#/repeatOf", "only a COMPLAINT repeats another one");
        }
        if (!checks.violations().isEmpty()) {
            return new FormDecision.Invalid(checks.violations());
        }
        TicketType t = type.orElseThrow();
        Form form = new Form(
                t,
                subtype,
                title.orElseGet(() -> Title.of(t, known.map(Subtype::name).or(() -> subtype.map(Code::value)))),
                content.orElseThrow(),
                caller,
                segment.orElse(Segment.STANDARD),
                province.orElseThrow(),
                agent.orElseThrow(),
                new Origin(channel.orElseThrow(), originId.orElseThrow()),
                draft.elements());
        Instant acceptedAt = draft.occurredAt().orElse(now).truncatedTo(ChronoUnit.MILLIS);
        return new FormDecision.Valid(form, acceptedAt, unknownSubtype);
    }

    private Optional<String> phone(FieldChecks checks, String pointer, Optional<String> number) {
        return number.flatMap(text -> {
            Optional<String> e164 = phones.normalise(text);
            if (e164.isEmpty()) {
                checks.violate(
                        pointer,
                        "is not a phone number; expected e.g. +86 130 0000 2128, 010-6555 1234 or 13000002128");
            }
            return e164;
        });
    }

    private Optional<String> province(FieldChecks checks, Optional<String> code) {
        if (code.isEmpty()) {
            checks.violate("#/province", "is required");
            return Optional.empty();
        }
        if (centres.find(code.get()).isEmpty()) {
            checks.violate(
                    "#/province", "is not a centre of this installation; expected an ISO 3166-2 code like CN-GD");
            return Optional.empty();
        }
        return code;
    }

    private static void elements(FieldChecks checks, FormDraft draft, TicketType type) {
        var names = TypeElements.of(type);
        // The name comes from outside, so it is not quoted.
        if (!names.containsAll(draft.elements().keySet())) {
            checks.violate(
                    "#/elements",
                    "has an unknown element; a " + type + " has "
                            + (names.isEmpty() ? "none" : String.join(", ", names)));
        }
        names.forEach(name -> checks.paragraph(
                "#/elements/" + name, Optional.ofNullable(draft.elements().get(name)), MAX_NOTE));
    }
}
