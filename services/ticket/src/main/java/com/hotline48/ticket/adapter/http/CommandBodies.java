package com.hotline48.ticket.adapter.http;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

import com.hotline48.events.Code;
import com.hotline48.events.ticket.TicketEvent.AnsweredBy;
import com.hotline48.events.ticket.TicketEvent.ClosingOutcome;
import com.hotline48.events.ticket.TicketType;
import com.hotline48.ticket.domain.FieldChecks;
import com.hotline48.ticket.domain.FormRules;
import com.hotline48.ticket.domain.TicketCommand;
import com.hotline48.ticket.domain.TicketCommand.Occasion;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import org.jspecify.annotations.Nullable;

/** What commands on a ticket are sent as; each becomes a command, or a problem that names all that is wrong. */
final class CommandBodies {

    private CommandBodies() {}

    /** A request body that means a command. */
    interface Body<C extends TicketCommand> {

        /** @throws com.hotline48.delivery.http.ProblemException 400 if something in it is wrong */
        C command();
    }

    @Schema(name = "Dispatch")
    record DispatchBody(
            @Schema(description = "Absent = the routing rules choose") @Nullable String department,
            @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable String agent,
            @Nullable Instant occurredAt)
            implements Body<TicketCommand.Dispatch> {
        @Override
        public TicketCommand.Dispatch command() {
            FieldChecks checks = new FieldChecks();
            Occasion occasion = occasion(checks, agent, occurredAt);
            Optional<Code> to = checks.code("#/department", Optional.ofNullable(department));
            return made(checks, () -> new TicketCommand.Dispatch(occasion, to));
        }
    }

    @Schema(name = "Answer")
    record AnswerBody(
            @Schema(requiredMode = RequiredMode.REQUIRED, maxLength = FormRules.MAX_RESOLUTION) @Nullable
                    String resolution,
            @Nullable String causeCode,
            @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable String agent,
            @Nullable Instant occurredAt)
            implements Body<TicketCommand.GiveAnswer> {
        @Override
        public TicketCommand.GiveAnswer command() {
            FieldChecks checks = new FieldChecks();
            Occasion occasion = occasion(checks, agent, occurredAt);
            Optional<String> text =
                    checks.requiredParagraph("#/resolution", Optional.ofNullable(resolution), FormRules.MAX_RESOLUTION);
            Optional<Code> cause = checks.code("#/causeCode", Optional.ofNullable(causeCode));
            return made(checks, () -> new TicketCommand.GiveAnswer(occasion, AnsweredBy.AGENT, text, cause));
        }

        @Override
        public String toString() {
            return "AnswerBody[redacted]";
        }
    }

    @Schema(name = "Close")
    record CloseBody(@Schema(requiredMode = RequiredMode.REQUIRED) @Nullable String agent, @Nullable Instant occurredAt)
            implements Body<TicketCommand.Close> {
        @Override
        public TicketCommand.Close command() {
            FieldChecks checks = new FieldChecks();
            Occasion occasion = occasion(checks, agent, occurredAt);
            return made(checks, () -> new TicketCommand.Close(occasion, ClosingOutcome.NOT_SURVEYED));
        }
    }

    @Schema(name = "Reopen")
    record ReopenBody(
            @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable String reasonCode,
            @Schema(maxLength = FormRules.MAX_NOTE) @Nullable String note,
            @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable String agent,
            @Nullable Instant occurredAt)
            implements Body<TicketCommand.Reopen> {
        @Override
        public TicketCommand.Reopen command() {
            FieldChecks checks = new FieldChecks();
            Occasion occasion = occasion(checks, agent, occurredAt);
            Optional<Code> reason = reason(checks, reasonCode);
            Optional<String> text = noteOf(checks, note);
            return made(checks, () -> new TicketCommand.Reopen(occasion, reason.orElseThrow(), text));
        }

        @Override
        public String toString() {
            return "ReopenBody[redacted]";
        }
    }

    @Schema(name = "Urge")
    record UrgeBody(
            @Schema(maxLength = FormRules.MAX_NOTE) @Nullable String note,
            @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable String agent,
            @Nullable Instant occurredAt)
            implements Body<TicketCommand.Urge> {
        @Override
        public TicketCommand.Urge command() {
            FieldChecks checks = new FieldChecks();
            Occasion occasion = occasion(checks, agent, occurredAt);
            Optional<String> text = noteOf(checks, note);
            return made(checks, () -> new TicketCommand.Urge(occasion, text));
        }

        @Override
        public String toString() {
            return "UrgeBody[redacted]";
        }
    }

    @Schema(name = "Void")
    record VoidBody(
            @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable String reasonCode,
            @Schema(maxLength = FormRules.MAX_NOTE) @Nullable String note,
            @Schema(description = "Number or id of the ticket that stays") @Nullable String duplicateOf,
            @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable String agent,
            @Nullable Instant occurredAt)
            implements Body<TicketCommand.MakeVoid> {
        /** Without the ticket that stays: that has to be looked up. */
        @Override
        public TicketCommand.MakeVoid command() {
            FieldChecks checks = new FieldChecks();
            Occasion occasion = occasion(checks, agent, occurredAt);
            Optional<Code> reason = reason(checks, reasonCode);
            Optional<String> text = noteOf(checks, note);
            return made(
                    checks, () -> new TicketCommand.MakeVoid(occasion, reason.orElseThrow(), text, Optional.empty()));
        }

        @Override
        public String toString() {
            return "VoidBody[redacted]";
        }
    }

    @Schema(name = "WithdrawVoid")
    record WithdrawVoidBody(
            @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable String reasonCode,
            @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable String agent,
            @Nullable Instant occurredAt)
            implements Body<TicketCommand.WithdrawVoid> {
        @Override
        public TicketCommand.WithdrawVoid command() {
            FieldChecks checks = new FieldChecks();
            Occasion occasion = occasion(checks, agent, occurredAt);
            Optional<Code> reason = reason(checks, reasonCode);
            return made(checks, () -> new TicketCommand.WithdrawVoid(occasion, reason.orElseThrow()));
        }
    }

    @Schema(name = "Reclassify")
    record ReclassifyBody(
            @Schema(requiredMode = RequiredMode.REQUIRED, implementation = TicketType.class) @Nullable String type,
            @Nullable String subtype,
            @Schema(description = "It belonged there from acceptance on", defaultValue = "true") @Nullable
                    Boolean misfiled,
            @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable String agent,
            @Nullable Instant occurredAt)
            implements Body<TicketCommand.Reclassify> {
        @Override
        public TicketCommand.Reclassify command() {
            FieldChecks checks = new FieldChecks();
            Occasion occasion = occasion(checks, agent, occurredAt);
            Optional<TicketType> to = checks.requiredName("#/type", Optional.ofNullable(type), TicketType.class);
            Optional<Code> toSubtype = checks.code("#/subtype", Optional.ofNullable(subtype));
            return made(
                    checks,
                    () -> new TicketCommand.Reclassify(
                            occasion, to.orElseThrow(), toSubtype, misfiled == null || misfiled));
        }
    }

    @Schema(name = "CorrectAnswer")
    record CorrectAnswerBody(
            @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable Instant answeredAt,
            @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable String reasonCode,
            @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable String agent,
            @Nullable Instant occurredAt)
            implements Body<TicketCommand.CorrectAnswer> {
        @Override
        public TicketCommand.CorrectAnswer command() {
            FieldChecks checks = new FieldChecks();
            Occasion occasion = occasion(checks, agent, occurredAt);
            Optional<Code> reason = reason(checks, reasonCode);
            if (answeredAt == null) {
                checks.violate("#/answeredAt", "is required");
            }
            return made(
                    checks,
                    () -> new TicketCommand.CorrectAnswer(
                            occasion, Optional.ofNullable(answeredAt).orElseThrow(), reason.orElseThrow()));
        }
    }

    private static Occasion occasion(FieldChecks checks, @Nullable String agent, @Nullable Instant occurredAt) {
        Optional<Instant> at = Optional.ofNullable(occurredAt);
        checks.instant("#/occurredAt", at);
        return new Occasion(checks.requiredCode("#/agent", Optional.ofNullable(agent)), at);
    }

    private static Optional<Code> reason(FieldChecks checks, @Nullable String reasonCode) {
        return checks.requiredCode("#/reasonCode", Optional.ofNullable(reasonCode));
    }

    private static Optional<String> noteOf(FieldChecks checks, @Nullable String note) {
        return checks.paragraph("#/note", Optional.ofNullable(note), FormRules.MAX_NOTE);
    }

    private static <C> C made(FieldChecks checks, Supplier<C> command) {
        if (!checks.violations().isEmpty()) {
            throw TicketProblems.invalid(checks.violations());
        }
        return command.get();
    }
}
