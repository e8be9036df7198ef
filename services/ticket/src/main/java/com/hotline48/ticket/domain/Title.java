package com.hotline48.ticket.domain;

import java.util.Arrays;
import java.util.Optional;

import com.hotline48.events.ticket.TicketType;

/** Titles start with their type's keyword in every province (domain.md §2.2). */
final class Title {

    private Title() {}

    /** The title of a ticket whose agent gave none: 咨询天气预报. */
    static String of(TicketType type, Optional<String> subtypeName) {
        return type.keyword() + subtypeName.orElse("");
    }

    /** What is wrong with a title, empty when it fits the type. */
    static Optional<String> problemOf(String title, TicketType type) {
        if (title.startsWith(type.keyword())) {
            return Optional.empty();
        }
        String right = "the title of a " + type + " starts with " + type.keyword();
        return Optional.of(typeOf(title)
                .map(other -> "starts with " + other.keyword() + ", the keyword of " + other + "; " + right)
                .orElse(right));
    }

    /** The title after its ticket went from one type to another. */
    static String reclassified(String title, TicketType from, TicketType to) {
        return title.startsWith(from.keyword())
                ? to.keyword() + title.substring(from.keyword().length())
                : title;
    }

    private static Optional<TicketType> typeOf(String title) {
        return Arrays.stream(TicketType.values())
                .filter(type -> title.startsWith(type.keyword()))
                .findFirst();
    }
}
