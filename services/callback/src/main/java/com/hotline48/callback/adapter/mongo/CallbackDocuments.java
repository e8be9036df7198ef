package com.hotline48.callback.adapter.mongo;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import com.hotline48.callback.domain.Attempt;
import com.hotline48.callback.domain.CancelReason;
import com.hotline48.callback.domain.Fact;
import com.hotline48.callback.domain.FreeText;
import com.hotline48.callback.domain.Ground;
import com.hotline48.callback.domain.Survey;
import com.hotline48.callback.domain.Task;
import com.hotline48.callback.domain.TaskId;
import com.hotline48.callback.domain.TaskState;
import com.hotline48.callback.domain.TaskStatus;
import com.hotline48.callback.domain.TicketCallbacks;
import com.hotline48.callback.domain.TicketId;
import com.hotline48.events.Code;
import com.hotline48.events.callback.CallbackEvent.Kind;
import com.hotline48.events.callback.CallbackEvent.Outcome;
import com.hotline48.events.callback.CallbackEvent.Satisfaction;
import com.hotline48.events.ticket.TicketType;
import org.bson.Document;

/** A ticket's callbacks as the {@code state} of its document and back. */
final class CallbackDocuments {

    /** The tasks, oldest first. */
    static final String TASKS = "tasks";
    /** State and due instant of the one pending task once more: agents look for it all the time. */
    static final String PENDING = "pending";

    private CallbackDocuments() {}

    static Document write(TicketCallbacks callbacks) {
        Document state = new Document("province", callbacks.province())
                .append("ground", write(callbacks.ground()))
                .append(
                        TASKS,
                        callbacks.tasks().stream().map(CallbackDocuments::write).toList());
        callbacks
                .pending()
                .ifPresent(task -> state.append(
                        PENDING,
                        new Document("state", task.state().status().name()).append("dueAt", Date.from(task.dueAt()))));
        return state;
    }

    static TicketCallbacks read(String id, Document state) {
        TicketId ticketId = new TicketId(id);
        return new TicketCallbacks(
                ticketId,
                text(state, "province"),
                ground(state.get("ground", new Document())),
                state.getList(TASKS, Document.class, List.of()).stream()
                        .map(task -> task(ticketId, task))
                        .toList());
    }

    static int number(Document document, String field) {
        return Objects.requireNonNull(document.get(field, Number.class), field).intValue();
    }

    static Task task(TicketId ticketId, Document document) {
        return new Task(
                new TaskId(ticketId, number(document, "n")),
                Kind.valueOf(text(document, "kind")),
                instant(document, "scheduledAt"),
                instant(document, "dueAt"),
                document.getList("attempts", Document.class, List.of()).stream()
                        .map(CallbackDocuments::attempt)
                        .toList(),
                state(document));
    }

    private static Document write(Ground ground) {
        Document document = new Document("closed", ground.closed()).append("voided", ground.voided());
        put(document, "type", ground.type().map(Enum::name));
        put(document, "answeredAt", ground.answeredAt().map(Date::from));
        put(document, "reopenedAt", ground.reopenedAt().map(Date::from));
        put(document, "fedBackAt", ground.fedBackAt().map(Date::from));
        put(document, "departmentFedBackAt", ground.departmentAnswer().map(answer -> Date.from(answer.at())));
        put(
                document,
                "departmentAnsweredAt",
                ground.departmentAnswer()
                        .flatMap(Fact.FedBack::customerAnsweredAt)
                        .map(Date::from));
        return document;
    }

    private static Ground ground(Document document) {
        return new Ground(
                Optional.ofNullable(document.getString("type")).map(TicketType::valueOf),
                document.getBoolean("closed", false),
                document.getBoolean("voided", false),
                optionalInstant(document, "answeredAt"),
                optionalInstant(document, "reopenedAt"),
                optionalInstant(document, "fedBackAt"),
                optionalInstant(document, "departmentFedBackAt")
                        .map(at -> new Fact.FedBack(at, optionalInstant(document, "departmentAnsweredAt"))));
    }

    private static Document write(Task task) {
        Document document = new Document("n", task.id().n())
                .append("kind", task.kind().name())
                .append("scheduledAt", Date.from(task.scheduledAt()))
                .append("dueAt", Date.from(task.dueAt()))
                .append("state", task.state().status().name());
        if (task.state() instanceof TaskState.Completed completed) {
            document.append("at", Date.from(completed.at()));
        } else if (task.state() instanceof TaskState.HandedUp handedUp) {
            document.append("at", Date.from(handedUp.at()));
        } else if (task.state() instanceof TaskState.Cancelled cancelled) {
            document.append("at", Date.from(cancelled.at()))
                    .append("reason", cancelled.reason().name());
        }
        return document.append(
                "attempts",
                task.attempts().stream().map(CallbackDocuments::write).toList());
    }

    private static TaskState state(Document document) {
        return switch (TaskStatus.valueOf(text(document, "state"))) {
            case OPEN -> new TaskState.Open();
            case COMPLETED -> new TaskState.Completed(instant(document, "at"));
            case HANDED_UP -> new TaskState.HandedUp(instant(document, "at"));
            case CANCELLED ->
                new TaskState.Cancelled(instant(document, "at"), CancelReason.valueOf(text(document, "reason")));
        };
    }

    private static Document write(Attempt attempt) {
        Document document = new Document("n", attempt.n())
                .append("outcome", attempt.outcome().name())
                .append("at", Date.from(attempt.at()))
                .append("agent", attempt.agent().value());
        put(document, "nextAt", attempt.nextAt().map(Date::from));
        put(document, "survey", attempt.survey().map(CallbackDocuments::write));
        put(document, "note", attempt.note().map(FreeText::text));
        return document;
    }

    private static Attempt attempt(Document document) {
        return new Attempt(
                number(document, "n"),
                Outcome.valueOf(text(document, "outcome")),
                instant(document, "at"),
                optionalInstant(document, "nextAt"),
                new Code(text(document, "agent")),
                Optional.ofNullable(document.get("survey", Document.class)).map(CallbackDocuments::survey),
                Optional.ofNullable(document.getString("note")).map(FreeText::new));
    }

    private static Document write(Survey survey) {
        Document document = new Document("fixed", survey.fixed())
                .append("handling", survey.handling().name())
                .append("pursues", survey.pursues());
        put(document, "service", survey.service().map(Enum::name));
        put(document, "suggestion", survey.suggestion().map(FreeText::text));
        return document;
    }

    private static Survey survey(Document document) {
        return new Survey(
                document.getBoolean("fixed", false),
                Satisfaction.valueOf(text(document, "handling")),
                Optional.ofNullable(document.getString("service")).map(Satisfaction::valueOf),
                document.getBoolean("pursues", false),
                Optional.ofNullable(document.getString("suggestion")).map(FreeText::new));
    }

    private static void put(Document document, String field, Optional<?> value) {
        value.ifPresent(present -> document.append(field, present));
    }

    private static String text(Document document, String field) {
        return Objects.requireNonNull(document.getString(field), field);
    }

    private static Instant instant(Document document, String field) {
        return Objects.requireNonNull(document.getDate(field), field).toInstant();
    }

    private static Optional<Instant> optionalInstant(Document document, String field) {
        return Optional.ofNullable(document.getDate(field)).map(Date::toInstant);
    }
}
