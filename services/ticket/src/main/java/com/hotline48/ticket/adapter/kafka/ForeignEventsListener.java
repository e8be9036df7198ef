package com.hotline48.ticket.adapter.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import com.hotline48.delivery.listener.EventHandler;
import com.hotline48.delivery.listener.EventSubscription;
import com.hotline48.delivery.listener.PermanentEventException;
import com.hotline48.events.Code;
import com.hotline48.events.EventEnvelope;
import com.hotline48.events.HotlineEvent;
import com.hotline48.events.Topics;
import com.hotline48.events.callback.CallbackEvent.CallbackCompleted;
import com.hotline48.events.callback.CallbackEvent.Kind;
import com.hotline48.events.callback.CallbackEvent.Satisfaction;
import com.hotline48.events.callback.CallbackEvent.SurveyAnswered;
import com.hotline48.events.callback.CallbackEvent.SurveySource;
import com.hotline48.events.routing.RoutingEvent.FormFedBack;
import com.hotline48.events.ticket.TicketEvent.AnsweredBy;
import com.hotline48.events.ticket.TicketEvent.ClosingOutcome;
import com.hotline48.ticket.application.TakeInEvent;
import com.hotline48.ticket.domain.TicketCommand;
import com.hotline48.ticket.domain.TicketCommand.Occasion;

/** What departments and callbacks say of a ticket, as the ticket's own commands (domain.md §2.4–2.6). */
public final class ForeignEventsListener implements EventHandler {

    /** Kafka group and name in the dead letters. */
    public static final String CONSUMER = "ticket";

    /** The customer said that the matter is not settled. */
    static final Code NOT_FIXED = new Code("NOT_FIXED");
    /** The customer is not satisfied and pursues the matter (要追究). */
    static final Code PURSUED = new Code("PURSUED");

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final TakeInEvent takeInEvent;

    public ForeignEventsListener(TakeInEvent takeInEvent) {
        this.takeInEvent = takeInEvent;
    }

    /** What to listen to. */
    public EventSubscription subscription() {
        return new EventSubscription(CONSUMER, List.of(Topics.ROUTING, Topics.CALLBACKS), this);
    }

    @Override
    public void handle(EventEnvelope<?> event) {
        Optional<TicketCommand> command = commandOf(event.data());
        if (command.isPresent()
                && takeInEvent.handle(event, command.get()).block(TIMEOUT) == TakeInEvent.Result.UNKNOWN_TICKET) {
            throw new PermanentEventException("unknown-ticket");
        }
    }

    private static Optional<TicketCommand> commandOf(HotlineEvent event) {
        if (event instanceof FormFedBack fedBack) {
            return fedBack.last()
                    ? fedBack.customerAnsweredAt().map(at -> answer(at, AnsweredBy.DEPARTMENT))
                    : Optional.empty();
        }
        if (event instanceof CallbackCompleted completed) {
            return completed.last() && completed.kind() == Kind.REPLY
                    ? Optional.of(answer(completed.reachedAt(), AnsweredBy.CALLBACK))
                    : Optional.empty();
        }
        if (event instanceof SurveyAnswered survey && survey.source() == SurveySource.CALLBACK) {
            return Optional.of(afterSurvey(survey));
        }
        return Optional.empty();
    }

    private static TicketCommand answer(Instant at, AnsweredBy by) {
        return new TicketCommand.GiveAnswer(at(at), by, Optional.empty(), Optional.empty());
    }

    private static TicketCommand afterSurvey(SurveyAnswered survey) {
        Occasion occasion = at(survey.answeredAt());
        if (!survey.fixed()) {
            return new TicketCommand.Reopen(occasion, NOT_FIXED, Optional.empty());
        }
        return survey.handling() == Satisfaction.NOT_SATISFIED && survey.pursues()
                ? new TicketCommand.Reopen(occasion, PURSUED, Optional.empty())
                : new TicketCommand.Close(occasion, outcome(survey.handling()));
    }

    private static ClosingOutcome outcome(Satisfaction handling) {
        return switch (handling) {
            case SATISFIED -> ClosingOutcome.SATISFIED;
            case BASICALLY_SATISFIED -> ClosingOutcome.BASICALLY_SATISFIED;
            case NOT_SATISFIED -> ClosingOutcome.NOT_SATISFIED;
        };
    }

    private static Occasion at(Instant at) {
        return new Occasion(Optional.empty(), Optional.of(at));
    }
}
