package com.hotline48.ticket.domain;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

import com.hotline48.events.Code;
import com.hotline48.events.ticket.TicketEvent;
import com.hotline48.events.ticket.TicketEvent.AnswerCorrected;
import com.hotline48.events.ticket.TicketEvent.Disposition;
import com.hotline48.events.ticket.TicketEvent.DispositionChosen;
import com.hotline48.events.ticket.TicketEvent.TicketAccepted;
import com.hotline48.events.ticket.TicketEvent.TicketAnswered;
import com.hotline48.events.ticket.TicketEvent.TicketClosed;
import com.hotline48.events.ticket.TicketEvent.TicketReclassified;
import com.hotline48.events.ticket.TicketEvent.TicketReopened;
import com.hotline48.events.ticket.TicketEvent.TicketUrged;
import com.hotline48.events.ticket.TicketEvent.TicketVoided;
import com.hotline48.events.ticket.TicketEvent.VoidWithdrawn;
import com.hotline48.events.ticket.TicketType;

/**
 * A ticket: one contact of a customer and everything that came of it (domain.md §2.2–2.9). Decisions are pure; all
 * instants are UTC with milliseconds.
 *
 * @param acceptedAt the call's answer, the voicemail's leaving, the partner's own acceptance
 * @param recordedAt when it was written down
 * @param customerRef keyed hash of the customer's phone number; absent = unknown customer
 * @param repeatOf the earlier complaint that the agent named
 * @param answers oldest first
 * @param urges how often the customer asked for it again
 * @param history oldest recorded first, the acceptance at its head
 */
public record Ticket(
        TicketId id,
        TicketNumber number,
        Form form,
        Instant acceptedAt,
        Instant recordedAt,
        Optional<String> customerRef,
        Optional<TicketId> repeatOf,
        TicketState state,
        List<Answer> answers,
        int urges,
        List<Step> history) {

    /** Keeps a document small enough to be written again with every step: 1,000 notes at most. */
    static final int MAX_STEPS = 1_000;

    private static final String OCCURRED_AT = "#/occurredAt";
    private static final String DUPLICATE_OF = "#/duplicateOf";
    private static final Comparator<Ticket> BY_ACCEPTANCE = Comparator.comparing(Ticket::acceptedAt)
            .thenComparing(Ticket::recordedAt)
            .thenComparing(ticket -> ticket.id().value());

    public Ticket {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(number, "number");
        Objects.requireNonNull(form, "form");
        Objects.requireNonNull(acceptedAt, "acceptedAt");
        Objects.requireNonNull(recordedAt, "recordedAt");
        Objects.requireNonNull(customerRef, "customerRef");
        Objects.requireNonNull(repeatOf, "repeatOf");
        Objects.requireNonNull(state, "state");
        answers = List.copyOf(answers);
        history = List.copyOf(history);
        if (urges < 0) {
            throw new IllegalArgumentException("urges: " + urges + " (expected: >= 0)");
        }
    }

    /**
     * A new ticket.
     *
     * @param repeatOf looked at by {@link #problemAsEarlierOf} before
     */
    public static Decision.Accepted accept(
            TicketNumber number,
            FormDecision.Valid valid,
            Optional<String> customerRef,
            Optional<TicketId> repeatOf,
            int catalogueVersion,
            Instant now) {
        Form form = valid.form();
        Instant recordedAt = now.truncatedTo(ChronoUnit.MILLIS);
        Instant acceptedAt = valid.acceptedAt();
        Ticket ticket = new Ticket(
                TicketId.of(form.origin()),
                number,
                form,
                acceptedAt,
                recordedAt,
                customerRef,
                repeatOf,
                new TicketState.Accepted(acceptedAt),
                List.of(),
                0,
                List.of(new Step(
                        Step.What.ACCEPTED,
                        acceptedAt,
                        recordedAt,
                        Optional.of(form.agent()),
                        repeatOf.map(id -> Map.of("repeatOf", id.value())).orElse(Map.of()),
                        Optional.empty())));
        return new Decision.Accepted(
                ticket,
                List.of(new TicketAccepted(
                        number.value(),
                        form.type(),
                        form.subtype().map(Code::value),
                        catalogueVersion,
                        form.segment(),
                        form.origin().channel(),
                        acceptedAt,
                        customerRef,
                        form.agent().value(),
                        repeatOf.map(TicketId::value))));
    }

    /** Why this ticket cannot be the earlier complaint that one accepted at {@code acceptedAt} repeats. */
    public Optional<Decision.Rejected> problemAsEarlierOf(TicketId later, Instant acceptedAt) {
        String problem = null;
        if (id.equals(later)) {
            problem = "a ticket does not repeat itself";
        } else if (form.type() != TicketType.COMPLAINT) {
            problem = "is not a COMPLAINT";
        } else if (state.status() == TicketStatus.VOIDED) {
            problem = "is voided";
        } else if (!this.acceptedAt.isBefore(acceptedAt)) {
            problem = "was not accepted before this one";
        }
        return Optional.ofNullable(problem)
                .map(detail -> Decision.Rejected.member(TicketRejection.WRONG_REPEAT, "#/repeatOf", detail));
    }

    /** What this ticket makes of a command. */
    public Decision decide(TicketCommand command, Instant now) {
        if (history.size() >= MAX_STEPS) {
            return new Decision.Rejected(
                    TicketRejection.HISTORY_FULL,
                    "The ticket's history has " + MAX_STEPS + " steps; it takes no more.",
                    List.of());
        }
        return command.on(this, now.truncatedTo(ChronoUnit.MILLIS));
    }

    /** The last answer, reopened since or not. */
    public Optional<Answer> lastAnswer() {
        return answers.isEmpty() ? Optional.empty() : Optional.of(answers.get(answers.size() - 1));
    }

    Decision dispatch(TicketCommand.Dispatch command, Instant now) {
        return move(
                command,
                now,
                acceptedAt,
                TicketState::dispatched,
                (change, at) -> change.done(
                        Step.What.DISPATCHED,
                        details("department", command.department()),
                        Optional.empty(),
                        new DispositionChosen(
                                Disposition.DISPATCHED, command.department().map(Code::value), at)));
    }

    Decision answer(TicketCommand.GiveAnswer command, Instant now) {
        return move(command, now, earliestAnswer(), TicketState::answered, (change, at) -> {
            change.answers.add(new Answer(
                    at,
                    command.by(),
                    command.occasion().agent(),
                    command.resolution(),
                    command.causeCode(),
                    Optional.empty()));
            Map<String, String> details = details("causeCode", command.causeCode());
            details.put("by", command.by().name());
            return change.done(
                    Step.What.ANSWERED,
                    details,
                    Optional.empty(),
                    new TicketAnswered(at, command.by(), command.causeCode().map(Code::value)));
        });
    }

    Decision close(TicketCommand.Close command, Instant now) {
        return move(
                command,
                now,
                state.since(),
                TicketState::closed,
                (change, at) -> change.done(
                        Step.What.CLOSED,
                        details("outcome", Optional.of(command.outcome())),
                        Optional.empty(),
                        new TicketClosed(command.outcome(), at)));
    }

    Decision reopen(TicketCommand.Reopen command, Instant now) {
        return move(command, now, state.since(), TicketState::reopened, (change, at) -> {
            change.replaceLastAnswer(answer -> answer.reopened(at));
            return change.done(
                    Step.What.REOPENED,
                    details("reasonCode", Optional.of(command.reason())),
                    command.note(),
                    new TicketReopened(command.reason().value(), at));
        });
    }

    Decision urge(TicketCommand.Urge command, Instant now) {
        return move(command, now, acceptedAt, (from, at) -> from.urged(), (change, at) -> {
            change.urges++;
            return change.done(
                    Step.What.URGED,
                    details("count", Optional.of(change.urges)),
                    command.note(),
                    new TicketUrged(change.urges, at));
        });
    }

    Decision makeVoid(TicketCommand.MakeVoid command, Instant now) {
        Optional<TicketId> duplicateOf = command.duplicateOf().map(Ticket::id);
        // An illegal transition is said before anything about the other ticket.
        Optional<Decision.Rejected> wrong = state.voided(now, duplicateOf).isEmpty()
                ? Optional.empty()
                : command.duplicateOf().flatMap(this::problemAsDuplicateOf);
        if (wrong.isPresent()) {
            return wrong.get();
        }
        return move(command, now, acceptedAt, (from, at) -> from.voided(at, duplicateOf), (change, at) -> {
            Map<String, String> details = details("reasonCode", Optional.of(command.reason()));
            duplicateOf.ifPresent(id -> details.put("duplicateOf", id.value()));
            return change.done(
                    Step.What.VOIDED,
                    details,
                    command.note(),
                    new TicketVoided(command.reason().value(), duplicateOf.map(TicketId::value), at));
        });
    }

    Decision withdrawVoid(TicketCommand.WithdrawVoid command, Instant now) {
        return move(
                command,
                now,
                state.since(),
                (from, at) -> from.voidWithdrawn(),
                (change, at) -> change.done(
                        Step.What.VOID_WITHDRAWN,
                        details("reasonCode", Optional.of(command.reason())),
                        Optional.empty(),
                        new VoidWithdrawn(command.reason().value(), at)));
    }

    Decision reclassify(TicketCommand.Reclassify command, Instant now) {
        TicketType from = form.type();
        TicketType to = command.type();
        if (state.reclassified().isPresent()) {
            if (from == to && form.subtype().equals(command.subtype())) {
                return Decision.Rejected.member(
                        TicketRejection.INVALID_REQUEST,
                        "#/type",
                        "is the type and subtype that the ticket already has");
            }
            if (from != to && to == TicketType.COMPLAINT && !command.misfiled()) {
                return Decision.Rejected.member(
                        TicketRejection.INVALID_REQUEST,
                        "#/misfiled",
                        "a customer who complains later makes a new ticket; only a misfiled one becomes a COMPLAINT");
            }
        }
        return move(command, now, acceptedAt, (before, at) -> before.reclassified(), (change, at) -> {
            change.form = form.reclassified(to, command.subtype());
            Map<String, String> details = details("subtype", command.subtype());
            form.subtype().ifPresent(subtype -> details.put("fromSubtype", subtype.value()));
            details.put("from", from.name());
            details.put("type", to.name());
            details.put("misfiled", Boolean.toString(command.misfiled()));
            return change.done(
                    Step.What.RECLASSIFIED,
                    details,
                    Optional.empty(),
                    new TicketReclassified(
                            from,
                            form.subtype().map(Code::value),
                            to,
                            command.subtype().map(Code::value),
                            command.misfiled(),
                            at));
        });
    }

    Decision correctAnswer(TicketCommand.CorrectAnswer command, Instant now) {
        Instant answeredAt = command.answeredAt().truncatedTo(ChronoUnit.MILLIS);
        if (state.answerCorrected(answeredAt).isPresent()) {
            Optional<String> problem = problemOfCorrection(answeredAt, now);
            if (problem.isPresent()) {
                return Decision.Rejected.member(TicketRejection.INVALID_REQUEST, "#/answeredAt", problem.get());
            }
        }
        return move(command, now, acceptedAt, (from, at) -> from.answerCorrected(answeredAt), (change, at) -> {
            Instant previous = lastAnswer().orElseThrow().answeredAt();
            change.replaceLastAnswer(answer -> answer.correctedTo(answeredAt));
            Map<String, String> details = details("reasonCode", Optional.of(command.reason()));
            details.put("answeredAt", answeredAt.toString());
            details.put("previous", previous.toString());
            return change.done(
                    Step.What.ANSWER_CORRECTED,
                    details,
                    Optional.empty(),
                    new AnswerCorrected(answeredAt, previous, command.reason().value(), at));
        });
    }

    private Optional<String> problemOfCorrection(Instant answeredAt, Instant now) {
        Instant from = answers.size() > 1
                ? answers.get(answers.size() - 2).reopenedAt().orElse(acceptedAt)
                : acceptedAt;
        if (answeredAt.isBefore(from)) {
            return Optional.of("lies before the acceptance or reopening that it answers");
        }
        if (answeredAt.isAfter(now.plus(FormRules.AHEAD))) {
            return Optional.of("lies in the future; at most 2 minutes ahead are taken");
        }
        return state.status() == TicketStatus.CLOSED && answeredAt.isAfter(state.since())
                ? Optional.of("lies after the ticket was closed")
                : Optional.empty();
    }

    /** The customer waits since then. */
    private Instant earliestAnswer() {
        return lastAnswer().flatMap(Answer::reopenedAt).orElse(acceptedAt);
    }

    private Optional<Decision.Rejected> problemAsDuplicateOf(Ticket other) {
        String problem = null;
        if (other.id.equals(id)) {
            problem = "a ticket is no duplicate of itself";
        } else if (other.state.status() == TicketStatus.VOIDED) {
            problem = "is voided itself; name the ticket that stays";
        } else if (BY_ACCEPTANCE.compare(other, this) > 0) {
            // The total order also keeps two tickets from becoming duplicates of each other at the same moment.
            problem = "was accepted later; the earlier one stays";
        } else if (!isOfSameMatter(other)) {
            problem = "is not of the same customer"
                    + (form.type() == TicketType.FAULT ? ", asset or address" : "; an unknown one matches nobody");
        }
        return Optional.ofNullable(problem)
                .map(detail -> Decision.Rejected.member(TicketRejection.WRONG_DUPLICATE, DUPLICATE_OF, detail));
    }

    private boolean isOfSameMatter(Ticket other) {
        if (customerRef.isPresent() && customerRef.equals(other.customerRef)) {
            return true;
        }
        return form.type() == TicketType.FAULT
                && other.form.type() == TicketType.FAULT
                && (isSame(form.caller().address(), other.form.caller().address())
                        || isSame(asset(form), asset(other.form)));
    }

    private static Optional<String> asset(Form form) {
        return Optional.ofNullable(form.elements().get(TypeElements.FAULTY_NUMBER_OR_DEVICE));
    }

    private static boolean isSame(Optional<String> one, Optional<String> other) {
        return one.isPresent()
                && other.isPresent()
                && one.get().strip().equalsIgnoreCase(other.get().strip());
    }

    private static Map<String, String> details(String name, Optional<?> value) {
        Map<String, String> details = new TreeMap<>();
        value.ifPresent(present -> details.put(name, present.toString()));
        return details;
    }

    /**
     * Carries out a command if the state allows it and its instant is possible.
     *
     * @param floor what it follows; without an instant of its own it happens now, but never before that
     */
    private Decision move(
            TicketCommand command,
            Instant now,
            Instant floor,
            BiFunction<TicketState, Instant, Optional<TicketState>> transition,
            BiFunction<Change, Instant, Decision> effect) {
        Optional<Instant> occurredAt = command.occasion().occurredAt().map(at -> at.truncatedTo(ChronoUnit.MILLIS));
        Instant at = occurredAt.orElse(now.isBefore(floor) ? floor : now);
        Optional<TicketState> next = transition.apply(state, at);
        if (next.isEmpty()) {
            return new Decision.Rejected(
                    TicketRejection.ILLEGAL_TRANSITION,
                    "A ticket in state " + state.status() + " does not allow this.",
                    List.of());
        }
        if (at.isAfter(now.plus(FormRules.AHEAD)) && occurredAt.isPresent()) {
            return Decision.Rejected.member(
                    TicketRejection.INVALID_REQUEST,
                    OCCURRED_AT,
                    "lies in the future; at most 2 minutes ahead are taken");
        }
        if (at.isBefore(floor)) {
            return Decision.Rejected.member(
                    TicketRejection.INVALID_REQUEST, OCCURRED_AT, "lies before what it follows, " + floor);
        }
        return effect.apply(new Change(next.get(), at, now, command.occasion().agent()), at);
    }

    @Override
    public String toString() {
        return "Ticket[id=" + id + ", state=" + state.status() + ", redacted]";
    }

    /** The parts of this ticket that a command changes. */
    private final class Change {

        private final TicketState next;
        private final Instant at;
        private final Instant recordedAt;
        private final Optional<Code> agent;
        private final List<Answer> answers = new ArrayList<>(Ticket.this.answers);
        private Form form = Ticket.this.form;
        private int urges = Ticket.this.urges;

        Change(TicketState next, Instant at, Instant recordedAt, Optional<Code> agent) {
            this.next = next;
            this.at = at;
            this.recordedAt = recordedAt;
            this.agent = agent;
        }

        void replaceLastAnswer(UnaryOperator<Answer> change) {
            int last = answers.size() - 1;
            answers.set(last, change.apply(answers.get(last)));
        }

        Decision done(Step.What what, Map<String, String> details, Optional<String> note, TicketEvent event) {
            List<Step> steps = new ArrayList<>(history);
            steps.add(new Step(what, at, recordedAt, agent, details, note));
            Ticket changed = new Ticket(
                    id,
                    number,
                    form,
                    acceptedAt,
                    Ticket.this.recordedAt,
                    customerRef,
                    repeatOf,
                    next,
                    answers,
                    urges,
                    steps);
            return new Decision.Accepted(changed, List.of(event));
        }
    }
}
