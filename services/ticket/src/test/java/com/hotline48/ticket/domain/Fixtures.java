package com.hotline48.ticket.domain;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.hotline48.events.Code;
import com.hotline48.events.centre.Centres;
import com.hotline48.events.ticket.TicketEvent.AnsweredBy;
import com.hotline48.events.ticket.TicketEvent.ClosingOutcome;
import com.hotline48.events.ticket.TicketType;
import com.hotline48.ticket.domain.TicketCommand.Occasion;

/** Forms, tickets and commands for tests. */
public final class Fixtures {

    /** Tickets of these tests are accepted then. */
    public static final Instant ACCEPTED_AT = Instant.parse("2016-03-01T08:22:00Z");
    /** And everything else happens after this. */
    public static final Instant NOW = Instant.parse("2016-03-01T12:00:00Z");

    public static final Code AGENT = new Code("A1007");

    private Fixtures() {}

    public static FormRules rules(boolean strict) {
        return new FormRules(
                Centres.shipped(),
                new SubtypeCatalogue(
                        3,
                        Map.of(
                                TicketType.CONSULTATION, List.of(new Subtype(new Code("WEATHER"), "天气预报")),
                                TicketType.COMPLAINT, List.of(new Subtype(new Code("服务态度"), "服务态度")))),
                strict,
                number -> number.matches("\\+?\\d{7,15}")
                        ? Optional.of("+" + number.replace("+", ""))
                        : Optional.empty());
    }

    /** A form that can be changed before it becomes a draft. */
    public static DraftBuilder draft(TicketType type) {
        return new DraftBuilder(type.name());
    }

    public static Ticket ticket(TicketType type, String originId) {
        return ticket(draft(type).originId(originId), ACCEPTED_AT, Optional.of("ref-1"));
    }

    public static Ticket ticket(DraftBuilder draft, Instant acceptedAt, Optional<String> customerRef) {
        FormDecision decision = rules(false).check(draft.occurredAt(acceptedAt).build(), NOW);
        FormDecision.Valid valid = decision.fold(ok -> ok, no -> {
            throw new AssertionError(no.violations());
        });
        return Ticket.accept(TicketNumber.of("BJ-160301", 42), valid, customerRef, Optional.empty(), 3, NOW)
                .ticket();
    }

    public static Occasion at(Instant at) {
        return new Occasion(Optional.of(AGENT), Optional.of(at));
    }

    public static Occasion now() {
        return new Occasion(Optional.of(AGENT), Optional.empty());
    }

    public static TicketCommand.GiveAnswer answer(Occasion occasion) {
        return new TicketCommand.GiveAnswer(
                occasion, AnsweredBy.AGENT, Optional.of("已解决"), Optional.of(new Code("CAUSE-1")));
    }

    public static TicketCommand.Close close(Occasion occasion) {
        return new TicketCommand.Close(occasion, ClosingOutcome.NOT_SURVEYED);
    }

    public static TicketCommand.Reopen reopen(Occasion occasion) {
        return new TicketCommand.Reopen(occasion, new Code("NOT_FIXED"), Optional.of("说还没好"));
    }

    public static TicketCommand.Dispatch dispatch(Occasion occasion) {
        return new TicketCommand.Dispatch(occasion, Optional.of(new Code("Group 7")));
    }

    public static TicketCommand.MakeVoid makeVoid(Occasion occasion, Optional<Ticket> duplicateOf) {
        return new TicketCommand.MakeVoid(occasion, new Code("DUPLICATE"), Optional.empty(), duplicateOf);
    }

    /** The ticket after a command that it must take. */
    public static Ticket after(Ticket ticket, TicketCommand command) {
        return accepted(ticket.decide(command, NOW)).ticket();
    }

    public static Decision.Accepted accepted(Decision decision) {
        return decision.fold(ok -> ok, no -> {
            throw new AssertionError(no.code() + " " + no.violations());
        });
    }

    public static Decision.Rejected rejected(Decision decision) {
        return decision.fold(
                ok -> {
                    throw new AssertionError("accepted: " + ok);
                },
                no -> no);
    }

    /** A draft in the making. */
    public static final class DraftBuilder {
        private String type;
        private Optional<String> subtype = Optional.empty();
        private Optional<String> title = Optional.empty();
        private Optional<String> content = Optional.of("内容");
        private Optional<String> number = Optional.of("13000002128");
        private Optional<String> name = Optional.of("王小明");
        private Optional<String> contactPhone = Optional.empty();
        private Optional<String> address = Optional.empty();
        private Optional<String> segment = Optional.empty();
        private Optional<String> province = Optional.of("CN-BJ");
        private Optional<String> agent = Optional.of("A1007");
        private Optional<String> channel = Optional.of("CALL");
        private Optional<String> originId = Optional.of("call-1");
        private Map<String, String> elements = Map.of();
        private Optional<Instant> occurredAt = Optional.of(ACCEPTED_AT);
        private Optional<String> repeatOf = Optional.empty();

        private DraftBuilder(String type) {
            this.type = type;
        }

        public DraftBuilder type(String value) {
            type = value;
            return this;
        }

        public DraftBuilder subtype(String value) {
            subtype = Optional.of(value);
            return this;
        }

        public DraftBuilder title(String value) {
            title = Optional.of(value);
            return this;
        }

        public DraftBuilder content(String value) {
            content = Optional.ofNullable(value);
            return this;
        }

        public DraftBuilder number(String value) {
            number = Optional.ofNullable(value);
            return this;
        }

        public DraftBuilder name(String value) {
            name = Optional.of(value);
            return this;
        }

        public DraftBuilder contactPhone(String value) {
            contactPhone = Optional.of(value);
            return this;
        }

        public DraftBuilder address(String value) {
            address = Optional.of(value);
            return this;
        }

        public DraftBuilder segment(String value) {
            segment = Optional.of(value);
            return this;
        }

        public DraftBuilder province(String value) {
            province = Optional.ofNullable(value);
            return this;
        }

        public DraftBuilder agent(String value) {
            agent = Optional.ofNullable(value);
            return this;
        }

        public DraftBuilder channel(String value) {
            channel = Optional.ofNullable(value);
            return this;
        }

        public DraftBuilder originId(String value) {
            originId = Optional.ofNullable(value);
            return this;
        }

        public DraftBuilder elements(Map<String, String> value) {
            elements = value;
            return this;
        }

        public DraftBuilder occurredAt(Instant value) {
            occurredAt = Optional.ofNullable(value);
            return this;
        }

        public DraftBuilder repeatOf(String value) {
            repeatOf = Optional.of(value);
            return this;
        }

        public FormDraft build() {
            return new FormDraft(
                    Optional.ofNullable(type),
                    subtype,
                    title,
                    content,
                    number,
                    name,
                    contactPhone,
                    address,
                    segment,
                    province,
                    agent,
                    channel,
                    originId,
                    elements,
                    occurredAt,
                    repeatOf);
        }
    }
}
