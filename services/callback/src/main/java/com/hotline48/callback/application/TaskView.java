package com.hotline48.callback.application;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import com.hotline48.callback.domain.Attempt;
import com.hotline48.callback.domain.FreeText;
import com.hotline48.callback.domain.Survey;
import com.hotline48.callback.domain.Task;
import com.hotline48.callback.domain.TaskState;
import com.hotline48.callback.domain.TaskStatus;
import com.hotline48.events.callback.CallbackEvent.Kind;
import com.hotline48.events.callback.CallbackEvent.Outcome;
import com.hotline48.events.callback.CallbackEvent.Satisfaction;

/**
 * A task as it is shown.
 *
 * @param notBefore the customer is not called before
 * @param dueAt until when the customer has to be reached
 * @param reasonCode why it was cancelled
 * @param version of the ticket's document; it grows with every change of any of the ticket's tasks
 */
public record TaskView(
        String taskId,
        String ticketId,
        Kind kind,
        TaskStatus state,
        Instant scheduledAt,
        Instant notBefore,
        Instant dueAt,
        List<AttemptView> attempts,
        Optional<Instant> completedAt,
        Optional<Instant> handedUpAt,
        Optional<Instant> cancelledAt,
        Optional<String> reasonCode,
        long version) {

    public TaskView {
        attempts = List.copyOf(attempts);
    }

    /**
     * A call as it is shown.
     *
     * @param note what the agent noted, personal data; absent in what a command answers
     */
    public record AttemptView(
            int n,
            Outcome outcome,
            Instant attemptedAt,
            Optional<Instant> nextAt,
            String agent,
            Optional<SurveyView> survey,
            Optional<String> note) {
        @Override
        public String toString() {
            return "AttemptView[" + n + " " + outcome + "]";
        }
    }

    /**
     * A survey as it is shown.
     *
     * @param suggestion of the customer, personal data; absent in what a command answers
     */
    public record SurveyView(
            boolean fixed,
            Satisfaction handling,
            Optional<Satisfaction> service,
            boolean pursues,
            Optional<String> suggestion) {
        @Override
        public String toString() {
            return "SurveyView[" + fixed + " " + handling + "]";
        }
    }

    /** The task without free text: what a command answers is kept for retries. */
    public static TaskView answer(Task task, long version) {
        return of(task, version, false);
    }

    /** The whole task. */
    public static TaskView whole(Task task, long version) {
        return of(task, version, true);
    }

    /** Whether there is anything in it that must not be kept outside the task itself. */
    public boolean hasFreeText() {
        return attempts.stream()
                .anyMatch(attempt -> attempt.note().isPresent()
                        || attempt.survey().flatMap(SurveyView::suggestion).isPresent());
    }

    private static TaskView of(Task task, long version, boolean withText) {
        TaskState state = task.state();
        Optional<TaskState.Cancelled> cancelled =
                state instanceof TaskState.Cancelled gone ? Optional.of(gone) : Optional.empty();
        return new TaskView(
                task.id().toString(),
                task.id().ticketId().value(),
                task.kind(),
                state.status(),
                task.scheduledAt(),
                task.notBefore(),
                task.dueAt(),
                task.attempts().stream().map(attempt -> of(attempt, withText)).toList(),
                task.completedAt(),
                state instanceof TaskState.HandedUp handedUp ? Optional.of(handedUp.at()) : Optional.empty(),
                cancelled.map(TaskState.Cancelled::at),
                cancelled.map(gone -> gone.reason().name()),
                version);
    }

    private static AttemptView of(Attempt attempt, boolean withText) {
        return new AttemptView(
                attempt.n(),
                attempt.outcome(),
                attempt.at(),
                attempt.nextAt(),
                attempt.agent().value(),
                attempt.survey().map(survey -> of(survey, withText)),
                attempt.note().filter(note -> withText).map(FreeText::text));
    }

    private static SurveyView of(Survey survey, boolean withText) {
        return new SurveyView(
                survey.fixed(),
                survey.handling(),
                survey.service(),
                survey.pursues(),
                survey.suggestion().filter(text -> withText).map(FreeText::text));
    }
}
