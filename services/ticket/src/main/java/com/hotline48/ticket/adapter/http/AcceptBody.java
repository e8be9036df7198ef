package com.hotline48.ticket.adapter.http;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import com.hotline48.events.ticket.Channel;
import com.hotline48.events.ticket.Segment;
import com.hotline48.events.ticket.TicketType;
import com.hotline48.ticket.domain.FormDraft;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import org.jspecify.annotations.Nullable;

/** A ticket's form, as it is sent (domain.md §2.2). */
@Schema(name = "TicketForm")
record AcceptBody(
        @Schema(requiredMode = RequiredMode.REQUIRED, implementation = TicketType.class) @Nullable String type,
        @Schema(description = "Code of the catalogue", example = "服务态度") @Nullable String subtype,
        @Schema(description = "Starts with the type's keyword; absent = keyword and subtype", maxLength = 200) @Nullable
                String title,
        @Schema(requiredMode = RequiredMode.REQUIRED, maxLength = 20_000) @Nullable String content,
        @Nullable CallerBody caller,
        @Schema(implementation = Segment.class, defaultValue = "STANDARD") @Nullable String segment,
        @Schema(requiredMode = RequiredMode.REQUIRED, description = "Accepting centre", example = "CN-GD") @Nullable
                String province,
        @Schema(requiredMode = RequiredMode.REQUIRED, description = "Employee number (工号)", example = "A1007") @Nullable
                String agent,
        @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable OriginBody origin,
        @Schema(
                        description =
                                "Per type: COMPLAINT when, where, whatHappened, whoIsInvolved, whatTheCustomerWants; "
                                        + "FAULT faultyNumberOrDevice, since, checkedOnTheCustomersSide; "
                                        + "SERVICE_REQUEST stage, appointment")
                @Nullable
                Map<String, String> elements,
        @Schema(description = "When the contact was accepted; absent = now, at most 2 minutes ahead") @Nullable
                Instant occurredAt,
        @Schema(description = "Number or id of the earlier complaint that this one repeats") @Nullable
                String repeatOf) {

    /** Personal data of the customer. */
    @Schema(name = "Caller")
    record CallerBody(
            @Schema(description = "The number that called", example = "+86 130 0000 2128") @Nullable String number,
            @Nullable String name,
            @Schema(description = "Where to reach the customer") @Nullable String contactPhone,
            @Nullable String address) {

        @Override
        public String toString() {
            return "CallerBody[redacted]";
        }
    }

    /** The contact. */
    @Schema(name = "Origin")
    record OriginBody(
            @Schema(requiredMode = RequiredMode.REQUIRED, implementation = Channel.class) @Nullable String channel,
            @Schema(requiredMode = RequiredMode.REQUIRED, description = "One origin is one ticket") @Nullable
                    String id) {

        @Override
        public String toString() {
            return "OriginBody[redacted]";
        }
    }

    FormDraft draft() {
        CallerBody who = caller == null ? new CallerBody(null, null, null, null) : caller;
        OriginBody whence = origin == null ? new OriginBody(null, null) : origin;
        return new FormDraft(
                Optional.ofNullable(type),
                Optional.ofNullable(subtype),
                Optional.ofNullable(title),
                Optional.ofNullable(content),
                Optional.ofNullable(who.number()),
                Optional.ofNullable(who.name()),
                Optional.ofNullable(who.contactPhone()),
                Optional.ofNullable(who.address()),
                Optional.ofNullable(segment),
                Optional.ofNullable(province),
                Optional.ofNullable(agent),
                Optional.ofNullable(whence.channel()),
                Optional.ofNullable(whence.id()),
                presentElements(),
                Optional.ofNullable(occurredAt),
                Optional.ofNullable(repeatOf));
    }

    /** A member that is null counts as absent, here as elsewhere. */
    private Map<String, String> presentElements() {
        Map<String, String> present = new HashMap<>();
        if (elements != null) {
            elements.forEach((name, value) -> {
                if (value != null) {
                    present.put(name, value);
                }
            });
        }
        return present;
    }

    @Override
    public String toString() {
        return "AcceptBody[redacted]";
    }
}
