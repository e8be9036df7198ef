package com.hotline48.routing.adapter.http;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.hotline48.delivery.http.ProblemException;
import com.hotline48.delivery.http.ProblemException.FieldProblem;
import com.hotline48.events.Code;
import com.hotline48.routing.domain.FormCommand;
import com.hotline48.routing.domain.FormId;
import com.hotline48.routing.domain.Note;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** The bodies of requests about forms. */
final class FormRequests {

    private FormRequests() {}

    /** @param occurredAt when it happened, default now */
    record AcceptRequest(@Nullable String agent, @Nullable Instant occurredAt) {

        FormCommand command(FormId form) {
            Checks checks = new Checks();
            Optional<Code> who = checks.requiredCode("#/agent", agent);
            checks.refuseIfWrong();
            return new FormCommand.Accept(form, who.orElseThrow(), instant(occurredAt));
        }
    }

    /**
     * @param last JSON name {@code final}, default true
     * @param customerAnsweredAt when the department itself gave the customer the answer
     */
    record FeedbackRequest(
            @Nullable String agent,
            @JsonProperty("final") @Nullable Boolean last,
            @Nullable Instant customerAnsweredAt,
            @Nullable String note,
            @Nullable Instant occurredAt) {

        FormCommand command(FormId form) {
            Checks checks = new Checks();
            Optional<Code> who = checks.requiredCode("#/agent", agent);
            Optional<Note> text = checks.note(note);
            checks.refuseIfWrong();
            return new FormCommand.FeedBack(
                    form,
                    who.orElseThrow(),
                    last == null || last,
                    instant(customerAnsweredAt),
                    text,
                    instant(occurredAt));
        }

        @Override
        public String toString() {
            return "FeedbackRequest[redacted]";
        }
    }

    /** @param reasonCode why the department is not responsible */
    record ReturnRequest(
            @Nullable String agent, @Nullable String reasonCode, @Nullable String note, @Nullable Instant occurredAt) {

        FormCommand command(FormId form) {
            Checks checks = new Checks();
            Optional<Code> who = checks.requiredCode("#/agent", agent);
            Optional<Code> reason = checks.requiredCode("#/reasonCode", reasonCode);
            Optional<Note> text = checks.note(note);
            checks.refuseIfWrong();
            return new FormCommand.Return(form, who.orElseThrow(), reason.orElseThrow(), text, instant(occurredAt));
        }

        @Override
        public String toString() {
            return "ReturnRequest[redacted]";
        }
    }

    /** Events carry milliseconds, so more would be lost between what is answered and what is told. */
    private static Optional<Instant> instant(@Nullable Instant value) {
        return Optional.ofNullable(value).map(instant -> instant.truncatedTo(ChronoUnit.MILLIS));
    }

    private static final class Checks {

        private final List<FieldProblem> wrong = new ArrayList<>();

        Optional<Code> requiredCode(String pointer, @Nullable String value) {
            Optional<String> problem = value == null ? Optional.of("is required") : Code.problemOf(value);
            problem.ifPresent(detail -> wrong.add(new FieldProblem(pointer, detail)));
            return problem.isPresent()
                    ? Optional.empty()
                    : Optional.ofNullable(value).map(Code::new);
        }

        Optional<Note> note(@Nullable String value) {
            Optional<String> problem = Optional.ofNullable(value).flatMap(Note::problemOf);
            problem.ifPresent(detail -> wrong.add(new FieldProblem("#/note", detail)));
            return problem.isPresent()
                    ? Optional.empty()
                    : Optional.ofNullable(value).map(Note::new);
        }

        void refuseIfWrong() {
            if (!wrong.isEmpty()) {
                throw new ProblemException(
                        HttpStatus.BAD_REQUEST,
                        "invalid-request",
                        "The request is not valid.",
                        wrong,
                        Map.of(),
                        Optional.empty());
            }
        }
    }
}
