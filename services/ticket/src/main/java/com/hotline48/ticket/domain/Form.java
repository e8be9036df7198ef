package com.hotline48.ticket.domain;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import com.hotline48.events.Code;
import com.hotline48.events.ticket.Segment;
import com.hotline48.events.ticket.TicketType;

/**
 * The ticket's form, the same in every province (domain.md §2.2), as it was found valid.
 *
 * @param subtype code, of the catalogue or not; absent = unclassified
 * @param province code of the accepting centre
 * @param agent employee number (工号) of the owner
 * @param elements of the type, by name
 */
public record Form(
        TicketType type,
        Optional<Code> subtype,
        String title,
        String content,
        Caller caller,
        Segment segment,
        String province,
        Code agent,
        Origin origin,
        Map<String, String> elements) {

    public Form {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(subtype, "subtype");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(content, "content");
        Objects.requireNonNull(caller, "caller");
        Objects.requireNonNull(segment, "segment");
        Objects.requireNonNull(province, "province");
        Objects.requireNonNull(agent, "agent");
        Objects.requireNonNull(origin, "origin");
        elements = Map.copyOf(elements);
    }

    /** The same matter under another type or subtype; the title's keyword goes along. */
    Form reclassified(TicketType to, Optional<Code> toSubtype) {
        return new Form(
                to,
                toSubtype,
                Title.reclassified(title, type, to),
                content,
                caller,
                segment,
                province,
                agent,
                origin,
                elements);
    }

    @Override
    public String toString() {
        return "Form[type=" + type + ", province=" + province + ", redacted]";
    }
}
