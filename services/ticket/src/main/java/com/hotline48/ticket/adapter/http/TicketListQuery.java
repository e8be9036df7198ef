package com.hotline48.ticket.adapter.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import com.hotline48.events.Code;
import com.hotline48.events.ticket.TicketType;
import com.hotline48.ticket.application.TicketFilter;
import com.hotline48.ticket.application.TicketFilter.Position;
import com.hotline48.ticket.domain.FieldChecks;
import com.hotline48.ticket.domain.TicketStatus;
import org.springframework.util.MultiValueMap;

/** Reads the query of a list, strictly: unknown, repeated and malformed parameters are refused. */
final class TicketListQuery {

    private static final int DEFAULT_LIMIT = 50;
    private static final Set<String> PARAMETERS = Set.of("type", "state", "province", "from", "to", "cursor", "limit");

    private final MultiValueMap<String, String> query;
    private final FieldChecks checks = new FieldChecks();

    private TicketListQuery(MultiValueMap<String, String> query) {
        this.query = query;
    }

    /** @throws com.hotline48.delivery.http.ProblemException 400 if something in it is wrong */
    static TicketFilter read(MultiValueMap<String, String> query) {
        return new TicketListQuery(query).filter();
    }

    private TicketFilter filter() {
        if (!PARAMETERS.containsAll(query.keySet())) {
            checks.violate("query", "has an unknown parameter; known: type, state, province, from, to, cursor, limit");
        }
        Optional<TicketType> type = checks.name("type", text("type"), TicketType.class);
        Optional<TicketStatus> status = checks.name("state", text("state"), TicketStatus.class);
        Optional<String> province = checks.code("province", text("province")).map(Code::value);
        Optional<Instant> from = instant("from");
        Optional<Instant> to = instant("to");
        Optional<Position> after = text("cursor").flatMap(cursor -> {
            Optional<Position> position = Cursor.decode(cursor);
            if (position.isEmpty()) {
                checks.violate("cursor", "expected: nextCursor of the page before");
            }
            return position;
        });
        int limit = text("limit").map(this::limit).orElse(DEFAULT_LIMIT);
        if (!checks.violations().isEmpty()) {
            throw TicketProblems.invalid(checks.violations());
        }
        return new TicketFilter(type, status, province, from, to, after, limit);
    }

    private Optional<String> text(String name) {
        var values = query.getOrDefault(name, List.of());
        if (values.size() > 1) {
            checks.violate(name, "send it only once");
        }
        return values.stream()
                .filter(Objects::nonNull)
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    private Optional<Instant> instant(String name) {
        return text(name).flatMap(value -> {
            try {
                // An offset's plus sign that was not escaped arrives as a space.
                OffsetDateTime parsed = OffsetDateTime.parse(value.replace(' ', '+'));
                // Beyond it no document server has dates.
                if (parsed.getYear() < 0 || parsed.getYear() > 9999) {
                    throw new DateTimeException("year");
                }
                return Optional.of(parsed.toInstant());
            } catch (DateTimeException e) {
                checks.violate(name, "expected: an RFC 3339 instant with an offset, e.g. 2016-03-01T00:00:00Z");
                return Optional.empty();
            }
        });
    }

    private int limit(String value) {
        try {
            int limit = Integer.parseInt(value);
            if (limit >= 1 && limit <= TicketFilter.MAX_LIMIT) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // Said below, like a number out of bounds.
        }
        checks.violate("limit", "expected: 1.." + TicketFilter.MAX_LIMIT);
        return DEFAULT_LIMIT;
    }
}
