package com.hotline48.complaintsla.adapter.http;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import com.hotline48.complaintsla.application.ClockQuery;
import com.hotline48.complaintsla.application.ClockRegister;
import com.hotline48.complaintsla.application.Progress;
import com.hotline48.complaintsla.application.TicketClocks;
import com.hotline48.complaintsla.application.TicketClocks.ClockView;
import com.hotline48.complaintsla.domain.ClockState;
import com.hotline48.complaintsla.domain.RelationVerdict;
import com.hotline48.delivery.http.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** What is asked about clocks and relations. */
@RestController
@RequestMapping("/api/v1/sla")
public class ClockController {

    private static final Pattern TICKET_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern PROVINCE = Pattern.compile("CN(-[A-Z]{2})?");
    private static final int DEFAULT_LIMIT = 50;

    private final ClockRegister register;
    private final Progress progress;
    private final Clock clock;

    public ClockController(ClockRegister register, Progress progress, Clock clock) {
        this.register = register;
        this.progress = progress;
        this.clock = clock;
    }

    /** A ticket's clocks; {@code asOf}: everything acknowledged before is in. */
    record TicketAnswer(String ticketId, List<ClockAnswer> clocks, RelationAnswer relation, Optional<Instant> asOf) {}

    record ClockAnswer(
            String clockId,
            String kind,
            Instant acceptedAt,
            Instant dueAt,
            ClockState state,
            Optional<Instant> answeredAt,
            Optional<Instant> breachedAt,
            double elapsedPercent) {}

    record RelationAnswer(String relation, Optional<String> earlier, Optional<String> cause) {}

    record ClockList(List<ListedClock> items, Optional<Instant> asOf) {}

    record ListedClock(
            String ticketId,
            String province,
            String clockId,
            String kind,
            Instant acceptedAt,
            Instant dueAt,
            ClockState state,
            Optional<Instant> answeredAt,
            Optional<Instant> breachedAt,
            double elapsedPercent) {}

    @Operation(summary = "The clocks of a ticket and its relation to earlier complaints")
    @GetMapping("/tickets/{ticketId}")
    Mono<TicketAnswer> ticket(@PathVariable("ticketId") String ticketId) {
        if (!TICKET_ID.matcher(ticketId).matches()) {
            throw ProblemException.invalid("ticketId", "expected: 1..64 characters of A-Z a-z 0-9 . _ -");
        }
        // Asked first: what is read afterwards is at least as new.
        Optional<Instant> asOf = progress.viewAsOf();
        return register.find(ticketId)
                .filter(TicketClocks::processed)
                .map(ticket -> answer(ticket, asOf))
                .switchIfEmpty(Mono.error(ClockController::notProcessed));
    }

    @Operation(summary = "Clocks, soonest due first")
    @GetMapping("/clocks")
    Mono<ClockList> clocks(
            @RequestParam(name = "state", required = false) Optional<String> state,
            @RequestParam(name = "dueBefore", required = false) Optional<String> dueBefore,
            @RequestParam(name = "province", required = false) Optional<String> province,
            @RequestParam(name = "limit", required = false) Optional<String> limit) {
        ClockQuery query = new ClockQuery(
                given(state).map(ClockController::state),
                given(dueBefore).map(ClockController::instant),
                given(province).map(ClockController::province),
                given(limit).map(ClockController::limit).orElse(DEFAULT_LIMIT));
        Optional<Instant> asOf = progress.viewAsOf();
        Instant now = clock.instant();
        return register.list(query)
                .flatMapIterable(ticket -> ticket.clock()
                        .map(clock -> List.of(listed(ticket, clock, now)))
                        .orElseGet(List::of))
                .collectList()
                .map(items -> new ClockList(items, asOf));
    }

    private TicketAnswer answer(TicketClocks ticket, Optional<Instant> asOf) {
        Instant now = clock.instant();
        RelationVerdict relation = ticket.relation();
        return new TicketAnswer(
                ticket.ticketId(),
                ticket.clock()
                        .map(view -> List.of(new ClockAnswer(
                                view.clockId(),
                                view.kind(),
                                view.acceptedAt(),
                                view.dueAt(),
                                view.state(),
                                view.answeredAt(),
                                view.breachedAt(),
                                view.elapsedPercent(now))))
                        .orElseGet(List::of),
                new RelationAnswer(
                        relation.relation().name(),
                        relation.earlier(),
                        relation.cause().map(Enum::name)),
                asOf);
    }

    private static ListedClock listed(TicketClocks ticket, ClockView view, Instant now) {
        return new ListedClock(
                ticket.ticketId(),
                ticket.province(),
                view.clockId(),
                view.kind(),
                view.acceptedAt(),
                view.dueAt(),
                view.state(),
                view.answeredAt(),
                view.breachedAt(),
                view.elapsedPercent(now));
    }

    private static ProblemException notProcessed() {
        return new ProblemException(
                HttpStatus.NOT_FOUND,
                "not-processed",
                "There is no such ticket, or it has not been judged yet.",
                List.of(),
                Map.of(),
                Optional.of(Duration.ofSeconds(1)));
    }

    /** A parameter without a value is as good as none. */
    private static Optional<String> given(Optional<String> parameter) {
        return parameter.filter(value -> !value.isEmpty());
    }

    private static ClockState state(String value) {
        return Arrays.stream(ClockState.values())
                .filter(state -> state.name().equals(value))
                .findFirst()
                .orElseThrow(() ->
                        ProblemException.invalid("state", "expected: one of " + Arrays.toString(ClockState.values())));
    }

    private static Instant instant(String value) {
        try {
            // A plus sign that was not encoded arrives as a blank.
            Instant instant = OffsetDateTime.parse(value.replace(' ', '+')).toInstant();
            if (instant.isBefore(Instant.parse("0001-01-01T00:00:00Z"))
                    || instant.isAfter(Instant.parse("9999-12-31T23:59:59Z"))) {
                throw new DateTimeException("out of range");
            }
            return instant;
        } catch (DateTimeException e) {
            throw ProblemException.invalid("dueBefore", "expected: RFC 3339 with offset, e.g. 2026-03-01T08:00:00Z");
        }
    }

    private static String province(String value) {
        if (!PROVINCE.matcher(value).matches()) {
            throw ProblemException.invalid("province", "expected: CN or an ISO 3166-2 code such as CN-BJ");
        }
        return value;
    }

    private static int limit(String value) {
        try {
            int limit = Integer.parseInt(value);
            if (limit >= 1 && limit <= ClockQuery.MAX_LIMIT) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // refused below
        }
        throw ProblemException.invalid("limit", "expected: 1.." + ClockQuery.MAX_LIMIT);
    }
}
