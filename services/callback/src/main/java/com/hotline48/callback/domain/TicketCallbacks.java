package com.hotline48.callback.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

import com.hotline48.events.callback.CallbackEvent;
import com.hotline48.events.callback.CallbackEvent.CallbackAttempted;
import com.hotline48.events.callback.CallbackEvent.CallbackCancelled;
import com.hotline48.events.callback.CallbackEvent.CallbackCompleted;
import com.hotline48.events.callback.CallbackEvent.CallbackHandedUp;
import com.hotline48.events.callback.CallbackEvent.CallbackScheduled;
import com.hotline48.events.callback.CallbackEvent.Kind;
import com.hotline48.events.callback.CallbackEvent.Outcome;
import com.hotline48.events.callback.CallbackEvent.SurveyAnswered;
import com.hotline48.events.callback.CallbackEvent.SurveySource;

/**
 * The callbacks to the customer of one ticket (domain.md §2.4, §2.6, §3).
 *
 * <p>Which call is wanted is a function of what is known of the ticket; what happens compares it with the task that is
 * pending, of which there is one at most: a customer with an answer is revisited, one without is replied to, and one
 * revisit serves the department's answer and the complaint's.
 *
 * @param province ISO 3166-2 code of the accepting centre, which events carry
 * @param tasks by number, oldest first
 */
public record TicketCallbacks(TicketId id, String province, Ground ground, List<Task> tasks) {

    /** Clocks of agents' machines may differ that much; further ahead is a mistake. */
    static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(2);

    /** Nobody puts a call off further than this; a later one is a slip of the pen. */
    static final Duration MAX_PUT_OFF = Duration.ofDays(90);

    public TicketCallbacks {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(province, "province");
        Objects.requireNonNull(ground, "ground");
        tasks = List.copyOf(tasks);
    }

    /** A ticket of which nothing is known yet. */
    public static TicketCallbacks of(TicketId id, String province) {
        return new TicketCallbacks(id, province, Ground.NONE, List.of());
    }

    /** The task of an id. */
    public Optional<Task> task(TaskId taskId) {
        return tasks.stream().filter(task -> task.id().equals(taskId)).findFirst();
    }

    /** The task that somebody still has to see to. */
    public Optional<Task> pending() {
        return tasks.stream().filter(Task::isPending).findFirst();
    }

    /** Whether the ticket's acceptance was heard of. */
    public boolean isAccepted() {
        return ground.type().isPresent();
    }

    /** Follows what happened to the ticket or its forms; that is not up to callback, so nothing is refused. */
    public Decision.Accepted follow(Fact fact, CallbackPolicy policy) {
        TicketCallbacks now = new TicketCallbacks(id, province, ground.after(fact), tasks);
        Optional<Wanted> wanted = now.wanted(policy);
        Optional<Task> pending = pending();
        List<CallbackEvent> events = new ArrayList<>();
        if (pending.isPresent() && isSuperseded(pending.get(), wanted, fact)) {
            now = now.cancel(pending.get(), reason(fact), fact.at(), events);
            pending = Optional.empty();
        }
        if (pending.isEmpty() && wanted.isPresent()) {
            now = now.schedule(wanted.get(), fact.at(), events);
        }
        return new Decision.Accepted(now, events);
    }

    /** Decides about a call that an agent has made. */
    public Decision decide(AttemptCommand command, CallbackPolicy policy, Instant now) {
        return task(command.task())
                .map(task -> decide(task, command, policy, now))
                .orElseGet(() ->
                        Decision.Rejected.because(CallbackRejection.UNKNOWN_TASK, "There is no task with this id."));
    }

    private static boolean isSuperseded(Task pending, Optional<Wanted> wanted, Fact fact) {
        // What was due before the reopening is not what is due after it, even if it is of the same kind.
        boolean beforeReopening =
                fact instanceof Fact.Reopened && pending.scheduledAt().isBefore(fact.at());
        return beforeReopening
                || wanted.map(call -> (call.kind() != Kind.REPLY) != pending.isRevisit())
                        .orElse(true);
    }

    private static CancelReason reason(Fact fact) {
        if (fact instanceof Fact.Reopened) {
            return CancelReason.TICKET_REOPENED;
        }
        if (fact instanceof Fact.Voided) {
            return CancelReason.TICKET_VOIDED;
        }
        if (fact instanceof Fact.Closed) {
            return CancelReason.TICKET_CLOSED;
        }
        if (fact instanceof Fact.FedBack) {
            return CancelReason.CUSTOMER_ANSWERED;
        }
        return fact instanceof Fact.Answered ? CancelReason.TICKET_ANSWERED : CancelReason.TICKET_RECLASSIFIED;
    }

    private Optional<Wanted> wanted(CallbackPolicy policy) {
        if (ground.closed() || ground.voided()) {
            return Optional.empty();
        }
        return ground.departmentAnswer()
                .filter(answer -> !isRevisited(answer.customerAnsweredAt().orElse(answer.at())))
                .map(answer -> new Wanted(Kind.REVISIT, answer.at(), policy.feedbackLimit()))
                .or(() -> ground.answeredAt()
                        .filter(at -> ground.isComplaint() && !isRevisited(at))
                        .map(at -> new Wanted(Kind.COMPLAINT_REVISIT, at, policy.complaintLimit())))
                .or(() -> ground.fedBackAt()
                        .filter(at -> !isAnswerKnown())
                        .map(at -> new Wanted(Kind.REPLY, at, policy.feedbackLimit())));
    }

    /** One REACHED revisit serves the department's answer and the complaint's (domain.md §2.6). */
    private boolean isRevisited(Instant answeredAt) {
        return tasks.stream()
                .filter(Task::isRevisit)
                .flatMap(task -> task.completedAt().stream())
                .anyMatch(at -> !at.isBefore(answeredAt) && ground.isSinceReopening(at));
    }

    /** A completed reply is the answer; the ticket's word of it may still be on its way. */
    private boolean isAnswerKnown() {
        return ground.answeredAt().isPresent()
                || ground.departmentAnswer().isPresent()
                || tasks.stream()
                        .filter(task -> !task.isRevisit())
                        .flatMap(task -> task.completedAt().stream())
                        .anyMatch(ground::isSinceReopening);
    }

    private TicketCallbacks schedule(Wanted wanted, Instant at, List<CallbackEvent> events) {
        Instant scheduledAt = wanted.since().isBefore(at) ? at : wanted.since();
        Task task = new Task(
                new TaskId(id, tasks.size() + 1),
                wanted.kind(),
                scheduledAt,
                wanted.since().plus(wanted.limit()),
                List.of(),
                new TaskState.Open());
        events.add(new CallbackScheduled(
                task.id().toString(), task.kind(), task.scheduledAt(), task.notBefore(), task.dueAt()));
        List<Task> all = new ArrayList<>(tasks);
        all.add(task);
        return new TicketCallbacks(id, province, ground, all);
    }

    private TicketCallbacks cancel(Task task, CancelReason reason, Instant at, List<CallbackEvent> events) {
        return task.state()
                .cancelled(at, reason)
                .map(state -> {
                    events.add(new CallbackCancelled(task.id().toString(), reason.name(), at));
                    return replace(task.in(state));
                })
                .orElse(this);
    }

    private Decision decide(Task task, AttemptCommand command, CallbackPolicy policy, Instant now) {
        // Without an instant it happened now, also when the task was made by a clock that is ahead of ours.
        Instant at = command.occurredAt().orElseGet(() -> now.isBefore(task.lastInstant()) ? task.lastInstant() : now);
        if (command.occurredAt().isPresent() && at.isAfter(now.plus(CLOCK_TOLERANCE))) {
            return Decision.Rejected.invalid("#/occurredAt", "lies in the future; expected: not after now");
        }
        // The state first: to a task that is done with, no instant fits.
        if (!task.isPending()) {
            return new Decision.Rejected(
                    CallbackRejection.ILLEGAL_TRANSITION,
                    "The task's state does not allow it.",
                    List.of(),
                    Optional.of(task.state().status()));
        }
        if (at.isBefore(task.lastInstant())) {
            return Decision.Rejected.invalid(
                    "#/occurredAt", "expected: not before the task was scheduled and last attempted");
        }
        Optional<Decision> wrong = problemOf(task, command, at);
        if (wrong.isPresent()) {
            return wrong.get();
        }
        if (task.attempts().size() >= Task.MAX_ATTEMPTS) {
            return Decision.Rejected.because(CallbackRejection.TASK_FULL, "The task has too many attempts.");
        }
        return attempt(task, command, at, policy);
    }

    private static Optional<Decision> problemOf(Task task, AttemptCommand command, Instant at) {
        boolean reached = command.outcome() == Outcome.REACHED;
        if (reached && task.isRevisit() && command.survey().isEmpty()) {
            return Optional.of(Decision.Rejected.invalid(
                    "#/survey", "is required when a revisit reached the customer: fixed, handling, pursues"));
        }
        if (!reached && command.survey().isPresent()) {
            return Optional.of(Decision.Rejected.invalid("#/survey", "expected: only with outcome REACHED"));
        }
        if (command.outcome() != Outcome.RESCHEDULED) {
            return command.nextAt()
                    .map(given -> Decision.Rejected.invalid("#/nextAt", "expected: only with outcome RESCHEDULED"));
        }
        return command.nextAt()
                        .filter(next -> next.isAfter(at) && !next.isAfter(at.plus(MAX_PUT_OFF)))
                        .isPresent()
                ? Optional.empty()
                : Optional.of(Decision.Rejected.invalid(
                        "#/nextAt",
                        "is required with outcome RESCHEDULED; expected: after the attempt, at most "
                                + MAX_PUT_OFF.toDays() + " days"));
    }

    private Decision attempt(Task task, AttemptCommand command, Instant at, CallbackPolicy policy) {
        int n = task.attempts().size() + 1;
        Optional<Instant> nextAt = nextAt(task, command, at, policy);
        Task tried = task.with(
                new Attempt(n, command.outcome(), at, nextAt, command.agent(), command.survey(), command.note()));
        String taskId = task.id().toString();
        List<CallbackEvent> events = new ArrayList<>();
        events.add(new CallbackAttempted(taskId, n, command.outcome(), at, nextAt));
        Optional<TaskState> next = Optional.empty();
        if (command.outcome() == Outcome.REACHED) {
            next = task.state().reached(at);
            // The completed reply answers the ticket; what the survey says of the answer comes after it.
            events.add(new CallbackCompleted(taskId, task.kind(), at, true));
            command.survey().ifPresent(survey -> events.add(answered(taskId, survey, at)));
        } else if (tried.attemptsThatReachedNobody() > policy.retries().size()) {
            next = task.state().handedUp(at);
            // Once only: the supervisor's own attempts change nothing.
            next.ifPresent(state -> events.add(new CallbackHandedUp(taskId, n, at)));
        }
        return new Decision.Accepted(replace(next.map(tried::in).orElse(tried)), events);
    }

    private static Optional<Instant> nextAt(Task task, AttemptCommand command, Instant at, CallbackPolicy policy) {
        if (command.outcome() == Outcome.RESCHEDULED) {
            return command.nextAt();
        }
        long before = task.attemptsThatReachedNobody();
        return command.outcome() != Outcome.REACHED && before < policy.retries().size()
                ? Optional.of(at.plus(policy.retries().get((int) before)))
                : Optional.empty();
    }

    private static SurveyAnswered answered(String taskId, Survey survey, Instant at) {
        return new SurveyAnswered(
                taskId,
                SurveySource.CALLBACK,
                survey.fixed(),
                survey.handling(),
                survey.service(),
                survey.pursues(),
                at);
    }

    private TicketCallbacks replace(Task changed) {
        UnaryOperator<Task> same = task -> task.id().equals(changed.id()) ? changed : task;
        return new TicketCallbacks(
                id, province, ground, tasks.stream().map(same).toList());
    }

    /**
     * A call that has to be made.
     *
     * @param since when what it rests on happened
     */
    private record Wanted(Kind kind, Instant since, Duration limit) {}
}
