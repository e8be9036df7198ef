package com.hotline48.callback.adapter.http;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.hotline48.callback.domain.AttemptCommand;
import com.hotline48.callback.domain.FreeText;
import com.hotline48.callback.domain.Survey;
import com.hotline48.callback.domain.TaskId;
import com.hotline48.delivery.http.ProblemException;
import com.hotline48.delivery.http.ProblemException.FieldProblem;
import com.hotline48.events.Code;
import com.hotline48.events.callback.CallbackEvent.Outcome;
import com.hotline48.events.callback.CallbackEvent.Satisfaction;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * A call that an agent has made.
 *
 * @param occurredAt when, default now
 * @param nextAt when the customer wants to be called, with RESCHEDULED only
 */
record AttemptRequest(
        @Nullable String agent,
        @Nullable Outcome outcome,
        @Nullable Instant occurredAt,
        @Nullable Instant nextAt,
        @Nullable SurveyRequest survey,
        @Nullable String note) {

    /**
     * @param fixed is the matter settled?
     * @param handling satisfied with answer and handling
     * @param service satisfied with the staff's service, if asked
     * @param pursues does the customer pursue the matter (要追究)?
     */
    record SurveyRequest(
            @Nullable Boolean fixed,
            @Nullable Satisfaction handling,
            @Nullable Satisfaction service,
            @Nullable Boolean pursues,
            @Nullable String suggestion) {

        private Optional<Survey> survey(Checks checks) {
            checks.require("#/survey/fixed", fixed);
            checks.require("#/survey/handling", handling);
            checks.require("#/survey/pursues", pursues);
            Optional<FreeText> text = checks.freeText("#/survey/suggestion", suggestion);
            return fixed == null || handling == null || pursues == null
                    ? Optional.empty()
                    : Optional.of(new Survey(fixed, handling, Optional.ofNullable(service), pursues, text));
        }

        @Override
        public String toString() {
            return "SurveyRequest[redacted]";
        }
    }

    AttemptCommand command(TaskId task) {
        Checks checks = new Checks();
        Optional<Code> who = checks.requiredCode("#/agent", agent);
        checks.require("#/outcome", outcome);
        Optional<Survey> answers = Optional.ofNullable(survey).flatMap(given -> given.survey(checks));
        Optional<FreeText> text = checks.freeText("#/note", note);
        checks.refuseIfWrong();
        return new AttemptCommand(
                task,
                who.orElseThrow(),
                Optional.ofNullable(outcome).orElseThrow(),
                instant(occurredAt),
                instant(nextAt),
                answers,
                text);
    }

    @Override
    public String toString() {
        return "AttemptRequest[redacted]";
    }

    /** Events carry milliseconds, so more would be lost between what is answered and what is told. */
    private static Optional<Instant> instant(@Nullable Instant value) {
        return Optional.ofNullable(value).map(instant -> instant.truncatedTo(ChronoUnit.MILLIS));
    }

    private static final class Checks {

        private final List<FieldProblem> wrong = new ArrayList<>();

        void require(String pointer, @Nullable Object value) {
            if (value == null) {
                wrong.add(new FieldProblem(pointer, "is required"));
            }
        }

        Optional<Code> requiredCode(String pointer, @Nullable String value) {
            require(pointer, value);
            Optional<String> problem = Optional.ofNullable(value).flatMap(Code::problemOf);
            problem.ifPresent(detail -> wrong.add(new FieldProblem(pointer, detail)));
            return problem.isPresent()
                    ? Optional.empty()
                    : Optional.ofNullable(value).map(Code::new);
        }

        Optional<FreeText> freeText(String pointer, @Nullable String value) {
            Optional<String> problem = Optional.ofNullable(value).flatMap(FreeText::problemOf);
            problem.ifPresent(detail -> wrong.add(new FieldProblem(pointer, detail)));
            return problem.isPresent()
                    ? Optional.empty()
                    : Optional.ofNullable(value).map(FreeText::new);
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
