package com.hotline48.ticket.adapter.http;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import com.hotline48.events.Code;
import com.hotline48.events.ticket.Channel;
import com.hotline48.events.ticket.Segment;
import com.hotline48.events.ticket.TicketEvent.AnsweredBy;
import com.hotline48.events.ticket.TicketType;
import com.hotline48.ticket.application.AcceptedTicket;
import com.hotline48.ticket.application.ChangedTicket;
import com.hotline48.ticket.application.StoredTicket;
import com.hotline48.ticket.application.TicketPage;
import com.hotline48.ticket.application.TicketSummary;
import com.hotline48.ticket.domain.Answer;
import com.hotline48.ticket.domain.Caller;
import com.hotline48.ticket.domain.Form;
import com.hotline48.ticket.domain.Step;
import com.hotline48.ticket.domain.Ticket;
import com.hotline48.ticket.domain.TicketId;
import com.hotline48.ticket.domain.TicketState;
import com.hotline48.ticket.domain.TicketStatus;
import io.swagger.v3.oas.annotations.media.Schema;

/** What the API answers; absent values are left out. */
final class TicketViews {

    private TicketViews() {}

    /** The ticket as it was accepted, whatever has happened to it since. */
    @Schema(name = "AcceptedTicket")
    record AcceptedView(
            String ticketId,
            String number,
            TicketType type,
            Optional<String> subtype,
            String title,
            String province,
            TicketStatus state,
            long version,
            Instant acceptedAt) {

        static AcceptedView of(AcceptedTicket accepted) {
            return new AcceptedView(
                    accepted.id().value(),
                    accepted.number().value(),
                    accepted.type(),
                    accepted.subtype().map(Code::value),
                    accepted.title(),
                    accepted.province(),
                    TicketStatus.ACCEPTED,
                    1,
                    accepted.acceptedAt());
        }

        @Override
        public String toString() {
            return "AcceptedView[redacted]";
        }
    }

    @Schema(name = "ChangedTicket")
    record ChangedView(String ticketId, String number, TicketStatus state, long version) {
        static ChangedView of(ChangedTicket changed) {
            return new ChangedView(changed.id().value(), changed.number().value(), changed.status(), changed.version());
        }
    }

    @Schema(name = "Ticket")
    record TicketView(
            String ticketId,
            String number,
            TicketType type,
            Optional<String> subtype,
            String title,
            String content,
            CallerView caller,
            Segment segment,
            String province,
            String agent,
            OriginView origin,
            Map<String, String> elements,
            TicketStatus state,
            long version,
            Instant acceptedAt,
            Instant recordedAt,
            Optional<String> customerRef,
            Optional<String> repeatOf,
            Optional<String> duplicateOf,
            int urges,
            List<AnswerView> answers) {

        static TicketView of(StoredTicket stored) {
            Ticket ticket = stored.ticket();
            Form form = ticket.form();
            return new TicketView(
                    ticket.id().value(),
                    ticket.number().value(),
                    form.type(),
                    form.subtype().map(Code::value),
                    form.title(),
                    form.content(),
                    CallerView.of(form.caller()),
                    form.segment(),
                    form.province(),
                    form.agent().value(),
                    new OriginView(form.origin().channel(), form.origin().id()),
                    form.elements(),
                    ticket.state().status(),
                    stored.version(),
                    ticket.acceptedAt(),
                    ticket.recordedAt(),
                    ticket.customerRef(),
                    ticket.repeatOf().map(TicketId::value),
                    ticket.state() instanceof TicketState.Voided voided
                            ? voided.duplicateOf().map(TicketId::value)
                            : Optional.empty(),
                    ticket.urges(),
                    ticket.answers().stream().map(AnswerView::of).toList());
        }

        @Override
        public String toString() {
            return "TicketView[redacted]";
        }
    }

    @Schema(name = "TicketCaller")
    record CallerView(
            Optional<String> number, Optional<String> name, Optional<String> contactPhone, Optional<String> address) {
        static CallerView of(Caller caller) {
            return new CallerView(caller.number(), caller.name(), caller.contactPhone(), caller.address());
        }

        @Override
        public String toString() {
            return "CallerView[redacted]";
        }
    }

    @Schema(name = "TicketOrigin")
    record OriginView(Channel channel, String id) {}

    @Schema(name = "TicketAnswer")
    record AnswerView(
            Instant answeredAt,
            AnsweredBy by,
            Optional<String> agent,
            Optional<String> resolution,
            Optional<String> causeCode,
            Optional<Instant> reopenedAt) {
        static AnswerView of(Answer answer) {
            return new AnswerView(
                    answer.answeredAt(),
                    answer.by(),
                    answer.agent().map(Code::value),
                    answer.resolution(),
                    answer.causeCode().map(Code::value),
                    answer.reopenedAt());
        }

        @Override
        public String toString() {
            return "AnswerView[redacted]";
        }
    }

    @Schema(name = "TicketHistory")
    record HistoryView(String ticketId, String number, long version, List<StepView> steps) {
        static HistoryView of(StoredTicket stored) {
            return new HistoryView(
                    stored.ticket().id().value(),
                    stored.ticket().number().value(),
                    stored.version(),
                    stored.ticket().history().stream().map(StepView::of).toList());
        }
    }

    /** @param at when it happened; recordedAt = when it was written down */
    @Schema(name = "TicketStep")
    record StepView(
            Step.What what,
            Instant at,
            Instant recordedAt,
            Optional<String> agent,
            Map<String, String> details,
            Optional<String> note) {
        static StepView of(Step step) {
            return new StepView(
                    step.what(),
                    step.at(),
                    step.recordedAt(),
                    step.agent().map(Code::value),
                    new TreeMap<>(step.details()),
                    step.note());
        }

        @Override
        public String toString() {
            return "StepView[redacted]";
        }
    }

    @Schema(name = "TicketList")
    record ListView(List<SummaryView> items, Optional<String> nextCursor) {
        static ListView of(TicketPage page) {
            return new ListView(
                    page.tickets().stream().map(SummaryView::of).toList(),
                    page.next().map(Cursor::encode));
        }
    }

    @Schema(name = "TicketSummary")
    record SummaryView(
            String ticketId,
            String number,
            TicketType type,
            Optional<String> subtype,
            String title,
            String province,
            Segment segment,
            String agent,
            TicketStatus state,
            int urges,
            long version,
            Instant acceptedAt) {
        static SummaryView of(TicketSummary summary) {
            return new SummaryView(
                    summary.id().value(),
                    summary.number(),
                    summary.type(),
                    summary.subtype(),
                    summary.title(),
                    summary.province(),
                    summary.segment(),
                    summary.agent(),
                    summary.status(),
                    summary.urges(),
                    summary.version(),
                    summary.acceptedAt());
        }

        @Override
        public String toString() {
            return "SummaryView[redacted]";
        }
    }
}
