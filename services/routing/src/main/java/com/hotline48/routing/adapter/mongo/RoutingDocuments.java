package com.hotline48.routing.adapter.mongo;

import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import com.hotline48.events.Code;
import com.hotline48.events.routing.RoutingEvent.FormCancelled;
import com.hotline48.events.ticket.TicketType;
import com.hotline48.routing.domain.Form;
import com.hotline48.routing.domain.FormEntry;
import com.hotline48.routing.domain.FormId;
import com.hotline48.routing.domain.FormState;
import com.hotline48.routing.domain.FormStatus;
import com.hotline48.routing.domain.Matter;
import com.hotline48.routing.domain.Note;
import com.hotline48.routing.domain.TicketId;
import com.hotline48.routing.domain.TicketRouting;
import org.bson.Document;

/** A ticket's routing as the {@code state} of its document and back. */
final class RoutingDocuments {

    /** What its forms can be found by: one entry per department, state and both together. */
    static final String TAGS = "tags";

    private RoutingDocuments() {}

    static Document write(TicketRouting routing) {
        Document state = new Document("type", routing.matter().type().name());
        put(state, "subtype", routing.matter().subtype());
        return state.append("province", routing.matter().province())
                .append("acceptedAt", Date.from(routing.acceptedAt()))
                .append(
                        "forms",
                        routing.forms().stream().map(RoutingDocuments::write).toList())
                .append(
                        "returnedBy",
                        routing.returnedBy().stream().map(Code::value).sorted().toList())
                .append(TAGS, tags(routing.forms()));
    }

    static TicketRouting read(String id, Document state) {
        TicketId ticketId = new TicketId(id);
        return new TicketRouting(
                ticketId,
                new Matter(
                        TicketType.valueOf(text(state, "type")),
                        Optional.ofNullable(state.getString("subtype")),
                        text(state, "province")),
                instant(state, "acceptedAt"),
                state.getList("forms", Document.class, List.of()).stream()
                        .map(form -> form(ticketId, form))
                        .toList(),
                state.getList("returnedBy", String.class, List.of()).stream()
                        .map(Code::new)
                        .collect(Collectors.toUnmodifiableSet()));
    }

    static String tag(Optional<Code> department, Optional<FormStatus> status) {
        // A department's code cannot have the separator.
        return department.map(Code::value).orElse("") + "|"
                + status.map(Enum::name).orElse("");
    }

    private static List<String> tags(List<Form> forms) {
        Set<String> tags = new LinkedHashSet<>();
        for (Form form : forms) {
            Optional<Code> department = Optional.of(form.department());
            Optional<FormStatus> status = Optional.of(form.state().status());
            tags.add(tag(department, Optional.empty()));
            tags.add(tag(Optional.empty(), status));
            tags.add(tag(department, status));
        }
        return List.copyOf(tags);
    }

    private static Document write(Form form) {
        FormState state = form.state();
        Document document = new Document("hop", form.id().hop())
                .append("department", form.department().value())
                .append("dispatchedAt", Date.from(form.dispatchedAt()))
                .append("dueAt", Date.from(form.dueAt()))
                .append("state", state.status().name());
        put(document, "acceptedAt", state.acceptedAt().map(Date::from));
        if (state instanceof FormState.FedBack fedBack) {
            document.append("at", Date.from(fedBack.at()));
            put(document, "customerAnsweredAt", fedBack.customerAnsweredAt().map(Date::from));
        } else if (state instanceof FormState.Returned returned) {
            document.append("at", Date.from(returned.at()))
                    .append("reason", returned.reason().value());
        } else if (state instanceof FormState.Cancelled cancelled) {
            document.append("at", Date.from(cancelled.at()))
                    .append("reason", cancelled.cause().name());
        }
        return document.append(
                "entries", form.entries().stream().map(RoutingDocuments::write).toList());
    }

    private static Form form(TicketId ticketId, Document document) {
        return new Form(
                new FormId(ticketId, number(document, "hop")),
                new Code(text(document, "department")),
                instant(document, "dispatchedAt"),
                instant(document, "dueAt"),
                state(document),
                document.getList("entries", Document.class, List.of()).stream()
                        .map(RoutingDocuments::entry)
                        .toList());
    }

    private static FormState state(Document document) {
        Optional<Instant> acceptedAt = optionalInstant(document, "acceptedAt");
        return switch (FormStatus.valueOf(text(document, "state"))) {
            case DISPATCHED -> new FormState.Dispatched();
            case ACCEPTED -> new FormState.Accepted(instant(document, "acceptedAt"));
            case FED_BACK ->
                new FormState.FedBack(
                        acceptedAt, instant(document, "at"), optionalInstant(document, "customerAnsweredAt"));
            case RETURNED ->
                new FormState.Returned(acceptedAt, instant(document, "at"), new Code(text(document, "reason")));
            case CANCELLED ->
                new FormState.Cancelled(
                        acceptedAt, instant(document, "at"), FormCancelled.Cause.valueOf(text(document, "reason")));
        };
    }

    private static Document write(FormEntry entry) {
        Document document = new Document("act", entry.act().name())
                .append("agent", entry.agent().value())
                .append("at", Date.from(entry.at()));
        put(document, "note", entry.note().map(Note::text));
        return document;
    }

    private static FormEntry entry(Document document) {
        return new FormEntry(
                FormEntry.Act.valueOf(text(document, "act")),
                new Code(text(document, "agent")),
                instant(document, "at"),
                Optional.ofNullable(document.getString("note")).map(Note::new));
    }

    private static void put(Document document, String field, Optional<?> value) {
        value.ifPresent(present -> document.append(field, present));
    }

    private static String text(Document document, String field) {
        return Objects.requireNonNull(document.getString(field), field);
    }

    static int number(Document document, String field) {
        return Objects.requireNonNull(document.get(field, Number.class), field).intValue();
    }

    private static Instant instant(Document document, String field) {
        return Objects.requireNonNull(document.getDate(field), field).toInstant();
    }

    private static Optional<Instant> optionalInstant(Document document, String field) {
        return Optional.ofNullable(document.getDate(field)).map(Date::toInstant);
    }
}
