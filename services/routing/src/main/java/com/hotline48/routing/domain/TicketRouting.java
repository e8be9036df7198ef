package com.hotline48.routing.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

import com.hotline48.events.Code;
import com.hotline48.events.routing.RoutingEvent;
import com.hotline48.events.routing.RoutingEvent.FormAccepted;
import com.hotline48.events.routing.RoutingEvent.FormCancelled;
import com.hotline48.events.routing.RoutingEvent.FormDispatched;
import com.hotline48.events.routing.RoutingEvent.FormFedBack;
import com.hotline48.events.routing.RoutingEvent.FormReturned;
import com.hotline48.events.routing.RoutingEvent.RoutingFailed;

/**
 * The forms of one ticket (省内流转, domain.md §2.4). At most the last one is open.
 *
 * @param acceptedAt when the ticket was accepted; nobody can have answered the customer before
 * @param forms by hop, oldest first
 * @param returnedBy departments that have returned a form since the matter was last classified: the rule table does not
 *     offer it to them again by itself
 */
public record TicketRouting(TicketId id, Matter matter, Instant acceptedAt, List<Form> forms, Set<Code> returnedBy) {

    /** Clocks of agents' machines may differ that much; further ahead is a mistake. */
    static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(2);

    public TicketRouting {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(matter, "matter");
        Objects.requireNonNull(acceptedAt, "acceptedAt");
        forms = List.copyOf(forms);
        returnedBy = Set.copyOf(returnedBy);
    }

    /** A ticket that no department has to deal with yet. */
    public static TicketRouting of(TicketId id, Matter matter, Instant acceptedAt) {
        return new TicketRouting(id, matter, acceptedAt, List.of(), Set.of());
    }

    /** The form of a hop. */
    public Optional<Form> form(FormId formId) {
        return forms.stream().filter(form -> form.id().equals(formId)).findFirst();
    }

    /** Follows what happened to the ticket; that is not up to routing, so nothing is refused. */
    public Decision.Accepted follow(TicketFact fact, RoutingPolicy policy) {
        if (fact instanceof TicketFact.Reclassified reclassified) {
            Matter now = new Matter(reclassified.type(), reclassified.subtype(), matter.province());
            return done(new TicketRouting(id, now, acceptedAt, forms, Set.of()));
        }
        if (fact instanceof TicketFact.Dispatched dispatched) {
            return dispatch(dispatched, policy);
        }
        if (fact instanceof TicketFact.Settled settled) {
            return cancelOpen(settled.cause(), settled.at());
        }
        return restore(((TicketFact.VoidWithdrawn) fact).at(), policy);
    }

    /** Decides about what a department does with a form. */
    public Decision decide(FormCommand command, RoutingPolicy policy, Instant now) {
        return form(command.form())
                .map(form -> decide(form, command, policy, now))
                .orElseGet(() ->
                        Decision.Rejected.because(RoutingRejection.UNKNOWN_FORM, "There is no form with this id."));
    }

    private Decision decide(Form form, FormCommand command, RoutingPolicy policy, Instant now) {
        // Without an instant it happened now, also when the form was dispatched by a clock that is ahead of ours.
        Instant at = command.occurredAt().orElseGet(() -> now.isBefore(form.lastInstant()) ? form.lastInstant() : now);
        if (at.isAfter(now.plus(CLOCK_TOLERANCE)) && command.occurredAt().isPresent()) {
            return Decision.Rejected.invalid("#/occurredAt", "lies in the future; expected: not after now");
        }
        // The state first: to a form that is done with, no instant fits.
        if (!form.isOpen()
                || (command instanceof FormCommand.Accept
                        && form.state().acceptedAt().isPresent())) {
            return illegal(form);
        }
        if (at.isBefore(form.lastInstant())) {
            return Decision.Rejected.invalid(
                    "#/occurredAt", "expected: not before the form was dispatched and last worked on");
        }
        if (form.entries().size() >= Form.MAX_ENTRIES) {
            return Decision.Rejected.because(RoutingRejection.FORM_FULL, "The form has too many entries.");
        }
        if (command instanceof FormCommand.Accept accept) {
            return form.state()
                    .accepted(at)
                    .<Decision>map(next -> done(
                            replace(form.in(next)
                                    .with(entry(FormEntry.Act.ACCEPTED, accept.agent(), at, Optional.empty()))),
                            new FormAccepted(form.id().toString(), at)))
                    .orElseGet(() -> illegal(form));
        }
        if (command instanceof FormCommand.FeedBack feedBack) {
            return feedBack(form, feedBack, at);
        }
        return returned(form, (FormCommand.Return) command, at, policy);
    }

    private Decision feedBack(Form form, FormCommand.FeedBack feedBack, Instant at) {
        Optional<Instant> answered = feedBack.customerAnsweredAt();
        if (answered.isPresent() && !feedBack.last()) {
            return Decision.Rejected.invalid(
                    "#/customerAnsweredAt", "expected: only with final feedback, an answer is the last word");
        }
        if (answered.filter(instant -> instant.isBefore(acceptedAt) || instant.isAfter(at))
                .isPresent()) {
            return Decision.Rejected.invalid(
                    "#/customerAnsweredAt", "expected: not before the ticket was accepted and not after the feedback");
        }
        FormFedBack event =
                new FormFedBack(form.id().toString(), form.department().value(), feedBack.last(), at, answered);
        FormEntry.Act act = feedBack.last() ? FormEntry.Act.FINAL_FEEDBACK : FormEntry.Act.INTERIM_FEEDBACK;
        Form noted = form.with(entry(act, feedBack.agent(), at, feedBack.note()));
        Optional<FormState> next = feedBack.last() ? form.state().fedBack(at, answered) : Optional.of(form.state());
        return next.<Decision>map(state -> done(replace(noted.in(state)), event))
                .orElseGet(() -> illegal(form));
    }

    private Decision returned(Form form, FormCommand.Return command, Instant at, RoutingPolicy policy) {
        return form.state()
                .returned(at, command.reason())
                .<Decision>map(state -> {
                    Form back = form.in(state).with(entry(FormEntry.Act.RETURNED, command.agent(), at, command.note()));
                    Set<Code> notResponsible = new LinkedHashSet<>(returnedBy);
                    notResponsible.add(form.department());
                    TicketRouting waiting =
                            new TicketRouting(id, matter, acceptedAt, replace(back).forms, notResponsible);
                    FormReturned event = new FormReturned(
                            form.id().toString(),
                            form.department().value(),
                            command.reason().value(),
                            at);
                    // Without another department it waits for the agent to dispatch anew.
                    return policy.rules()
                            .departmentFor(matter, notResponsible)
                            .map(department -> waiting.send(department, at, policy))
                            .map(sent -> sent.after(event))
                            .map(Outcome::accepted)
                            .orElseGet(() -> done(waiting, event));
                })
                .orElseGet(() -> illegal(form));
    }

    private Decision.Accepted dispatch(TicketFact.Dispatched dispatched, RoutingPolicy policy) {
        // Those who returned it come last, not never: the agent who sends it again may know better.
        Optional<Code> department = dispatched
                .department()
                .or(() -> policy.rules().departmentFor(matter, returnedBy))
                .or(() -> policy.rules().departmentFor(matter, Set.of()));
        return department
                .map(to -> send(to, dispatched.at(), policy).accepted())
                .orElseGet(() ->
                        done(this, new RoutingFailed(nextId().toString(), RoutingFailed.Why.NO_RULE, dispatched.at())));
    }

    /** A new form; one that is open gives way to it, and stays if there can be no new one. */
    private Outcome send(Code department, Instant at, RoutingPolicy policy) {
        FormId next = nextId();
        if (forms.size() >= policy.hopLimit()) {
            return new Outcome(this, List.of(new RoutingFailed(next.toString(), RoutingFailed.Why.HOP_LIMIT, at)));
        }
        Decision.Accepted cleared = cancelOpen(FormCancelled.Cause.REDISPATCHED, at);
        Form form = Form.dispatched(next, department, at, policy);
        List<RoutingEvent> events = new ArrayList<>(cleared.events());
        events.add(
                new FormDispatched(next.toString(), department.value(), next.hop(), form.dispatchedAt(), form.dueAt()));
        List<Form> all = new ArrayList<>(cleared.routing().forms);
        all.add(form);
        return new Outcome(new TicketRouting(id, matter, acceptedAt, all, returnedBy), events);
    }

    private Decision.Accepted cancelOpen(FormCancelled.Cause cause, Instant at) {
        return last().flatMap(form -> form.state().cancelled(at, cause).map(form::in))
                .map(form -> done(
                        replace(form),
                        new FormCancelled(
                                form.id().toString(), form.department().value(), cause, at)))
                .orElseGet(() -> done(this));
    }

    /** The department that held the matter when it was voided gets it again. */
    private Decision.Accepted restore(Instant at, RoutingPolicy policy) {
        return last().filter(form -> form.state() instanceof FormState.Cancelled cancelled
                        && cancelled.cause() == FormCancelled.Cause.TICKET_VOIDED)
                .map(form -> send(form.department(), at, policy).accepted())
                .orElseGet(() -> done(this));
    }

    private Optional<Form> last() {
        return forms.isEmpty() ? Optional.empty() : Optional.of(forms.get(forms.size() - 1));
    }

    private FormId nextId() {
        return new FormId(id, forms.size() + 1);
    }

    private TicketRouting replace(Form changed) {
        Function<Form, Form> same = form -> form.id().equals(changed.id()) ? changed : form;
        return new TicketRouting(
                id, matter, acceptedAt, forms.stream().map(same).toList(), returnedBy);
    }

    private static FormEntry entry(FormEntry.Act act, Code agent, Instant at, Optional<Note> note) {
        return new FormEntry(act, agent, at, note);
    }

    private static Decision.Accepted done(TicketRouting routing, RoutingEvent... events) {
        return new Decision.Accepted(routing, List.of(events));
    }

    private static Decision.Rejected illegal(Form form) {
        return new Decision.Rejected(
                RoutingRejection.ILLEGAL_TRANSITION,
                "The form's state does not allow it.",
                List.of(),
                Optional.of(form.state().status()));
    }

    private record Outcome(TicketRouting routing, List<RoutingEvent> events) {

        Outcome after(RoutingEvent first) {
            return new Outcome(
                    routing, Stream.concat(Stream.of(first), events.stream()).toList());
        }

        Decision.Accepted accepted() {
            return new Decision.Accepted(routing, events);
        }
    }
}
