package com.hotline48.ticket.adapter.mongo;

import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import com.hotline48.delivery.outbox.StoredAggregate;
import com.hotline48.events.Code;
import com.hotline48.events.ticket.Channel;
import com.hotline48.events.ticket.Segment;
import com.hotline48.events.ticket.TicketEvent.AnsweredBy;
import com.hotline48.events.ticket.TicketType;
import com.hotline48.ticket.application.Acceptance;
import com.hotline48.ticket.application.StoredTicket;
import com.hotline48.ticket.application.TicketSummary;
import com.hotline48.ticket.domain.Answer;
import com.hotline48.ticket.domain.Caller;
import com.hotline48.ticket.domain.Form;
import com.hotline48.ticket.domain.Origin;
import com.hotline48.ticket.domain.Step;
import com.hotline48.ticket.domain.Ticket;
import com.hotline48.ticket.domain.TicketId;
import com.hotline48.ticket.domain.TicketNumber;
import com.hotline48.ticket.domain.TicketState;
import com.hotline48.ticket.domain.TicketStatus;
import org.bson.Document;

/** Tickets to and from the {@code state} of their documents; absent values are left out. */
final class TicketDocuments {

    private TicketDocuments() {}

    static Document state(Ticket ticket, Acceptance acceptance) {
        Form form = ticket.form();
        Document state = new Document("number", ticket.number().value())
                .append("type", form.type().name())
                .append("title", form.title())
                .append("content", form.content())
                .append("caller", caller(form.caller()))
                .append("segment", form.segment().name())
                .append("province", form.province())
                .append("agent", form.agent().value())
                .append(
                        "origin",
                        new Document("channel", form.origin().channel().name())
                                .append("id", form.origin().id()))
                .append("elements", new Document(new LinkedHashMap<>(form.elements())))
                .append("acceptedAt", Date.from(ticket.acceptedAt()))
                .append("recordedAt", Date.from(ticket.recordedAt()));
        form.subtype().ifPresent(subtype -> state.append("subtype", subtype.value()));
        ticket.customerRef().ifPresent(ref -> state.append("customerRef", ref));
        ticket.repeatOf().ifPresent(id -> state.append("repeatOf", id.value()));
        position(ticket.state()).forEach(state::append);
        state.append(
                        "answers",
                        ticket.answers().stream().map(TicketDocuments::answer).toList())
                .append("urges", ticket.urges())
                .append(
                        "history",
                        ticket.history().stream().map(TicketDocuments::step).toList());
        Document first = new Document("key", acceptance.key())
                .append("fingerprint", acceptance.fingerprint())
                .append("type", acceptance.type().name())
                .append("title", acceptance.title());
        acceptance.subtype().ifPresent(subtype -> first.append("subtype", subtype.value()));
        return state.append("acceptance", first);
    }

    static StoredTicket ticket(StoredAggregate aggregate) {
        Document state = aggregate.state();
        Document origin = part(state, "origin");
        Form form = new Form(
                TicketType.valueOf(state.getString("type")),
                code(state, "subtype"),
                state.getString("title"),
                state.getString("content"),
                caller(part(state, "caller")),
                Segment.valueOf(state.getString("segment")),
                state.getString("province"),
                new Code(state.getString("agent")),
                new Origin(Channel.valueOf(origin.getString("channel")), origin.getString("id")),
                texts(part(state, "elements")));
        Ticket ticket = new Ticket(
                new TicketId(aggregate.id()),
                new TicketNumber(state.getString("number")),
                form,
                instant(state, "acceptedAt"),
                instant(state, "recordedAt"),
                text(state, "customerRef"),
                text(state, "repeatOf").map(TicketId::new),
                position(state),
                state.getList("answers", Document.class).stream()
                        .map(TicketDocuments::answer)
                        .toList(),
                number(state, "urges").intValue(),
                state.getList("history", Document.class).stream()
                        .map(TicketDocuments::step)
                        .toList());
        Document first = part(state, "acceptance");
        return new StoredTicket(
                ticket,
                new Acceptance(
                        first.getString("key"),
                        first.getString("fingerprint"),
                        TicketType.valueOf(first.getString("type")),
                        code(first, "subtype"),
                        first.getString("title")),
                aggregate);
    }

    /** From a whole document or one with the fields of {@link MongoTicketStore}'s lists only. */
    static TicketSummary summary(Document document) {
        Document state = part(document, "state");
        return new TicketSummary(
                new TicketId(document.getString("_id")),
                state.getString("number"),
                TicketType.valueOf(state.getString("type")),
                text(state, "subtype"),
                state.getString("title"),
                state.getString("province"),
                Segment.valueOf(state.getString("segment")),
                state.getString("agent"),
                TicketStatus.valueOf(state.getString("state")),
                number(state, "urges").intValue(),
                number(document, "version").longValue(),
                instant(state, "acceptedAt"));
    }

    private static Document position(TicketState state) {
        Document document = new Document("state", state.status().name()).append("since", Date.from(state.since()));
        if (state instanceof TicketState.Voided voided) {
            voided.duplicateOf().ifPresent(id -> document.append("duplicateOf", id.value()));
            document.append("before", position(voided.before()));
        }
        return document;
    }

    private static TicketState position(Document state) {
        Instant since = instant(state, "since");
        return switch (TicketStatus.valueOf(state.getString("state"))) {
            case ACCEPTED -> new TicketState.Accepted(since);
            case DISPATCHED -> new TicketState.Dispatched(since);
            case ANSWERED -> new TicketState.Answered(since);
            case CLOSED -> new TicketState.Closed(since);
            case REOPENED -> new TicketState.Reopened(since);
            case VOIDED ->
                new TicketState.Voided(
                        position(part(state, "before")),
                        since,
                        text(state, "duplicateOf").map(TicketId::new));
        };
    }

    private static Document caller(Caller caller) {
        Document document = new Document();
        caller.number().ifPresent(value -> document.append("number", value));
        caller.name().ifPresent(value -> document.append("name", value));
        caller.contactPhone().ifPresent(value -> document.append("contactPhone", value));
        caller.address().ifPresent(value -> document.append("address", value));
        return document;
    }

    private static Caller caller(Document document) {
        return new Caller(
                text(document, "number"),
                text(document, "name"),
                text(document, "contactPhone"),
                text(document, "address"));
    }

    private static Document answer(Answer answer) {
        Document document = new Document("answeredAt", Date.from(answer.answeredAt()))
                .append("by", answer.by().name());
        answer.agent().ifPresent(agent -> document.append("agent", agent.value()));
        answer.resolution().ifPresent(text -> document.append("resolution", text));
        answer.causeCode().ifPresent(cause -> document.append("causeCode", cause.value()));
        answer.reopenedAt().ifPresent(at -> document.append("reopenedAt", Date.from(at)));
        return document;
    }

    private static Answer answer(Document document) {
        return new Answer(
                instant(document, "answeredAt"),
                AnsweredBy.valueOf(document.getString("by")),
                code(document, "agent"),
                text(document, "resolution"),
                code(document, "causeCode"),
                Optional.ofNullable(document.getDate("reopenedAt")).map(Date::toInstant));
    }

    private static Document step(Step step) {
        Document document = new Document("what", step.what().name())
                .append("at", Date.from(step.at()))
                .append("recordedAt", Date.from(step.recordedAt()))
                .append("details", new Document(new LinkedHashMap<>(step.details())));
        step.agent().ifPresent(agent -> document.append("agent", agent.value()));
        step.note().ifPresent(note -> document.append("note", note));
        return document;
    }

    private static Step step(Document document) {
        return new Step(
                Step.What.valueOf(document.getString("what")),
                instant(document, "at"),
                instant(document, "recordedAt"),
                code(document, "agent"),
                texts(part(document, "details")),
                text(document, "note"));
    }

    private static Document part(Document document, String name) {
        return document.get(name, new Document());
    }

    private static Map<String, String> texts(Document document) {
        Map<String, String> texts = new LinkedHashMap<>();
        document.forEach((name, value) -> texts.put(name, value.toString()));
        return texts;
    }

    private static Optional<String> text(Document document, String name) {
        return Optional.ofNullable(document.getString(name));
    }

    private static Optional<Code> code(Document document, String name) {
        return text(document, name).map(Code::new);
    }

    private static Instant instant(Document document, String name) {
        return document.getDate(name).toInstant();
    }

    private static Number number(Document document, String name) {
        return document.get(name, Number.class);
    }
}
