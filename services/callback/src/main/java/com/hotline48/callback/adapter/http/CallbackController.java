package com.hotline48.callback.adapter.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import com.hotline48.callback.application.CallbackRejectedException;
import com.hotline48.callback.application.CommandRequest;
import com.hotline48.callback.application.FindTasks;
import com.hotline48.callback.application.RecordAttempt;
import com.hotline48.callback.application.TaskQuery;
import com.hotline48.callback.application.TaskView;
import com.hotline48.callback.domain.AttemptCommand;
import com.hotline48.callback.domain.TaskId;
import com.hotline48.callback.domain.TaskStatus;
import com.hotline48.callback.domain.TicketId;
import com.hotline48.delivery.http.Fingerprint;
import com.hotline48.delivery.http.IdempotencyKey;
import com.hotline48.delivery.http.ProblemException;
import com.hotline48.delivery.http.Requests;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Calls to customers as agents and supervisors see and make them. */
@RestController
@RequestMapping(path = "/api/v1/callbacks", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "callbacks", description = "Replies and revisits (domain.md §2.6, §3)")
public class CallbackController {

    private static final int DEFAULT_LIMIT = 50;

    private final RecordAttempt recordAttempt;
    private final FindTasks findTasks;

    public CallbackController(RecordAttempt recordAttempt, FindTasks findTasks) {
        this.recordAttempt = recordAttempt;
        this.findTasks = findTasks;
    }

    /**
     * Tasks, soonest due first.
     *
     * @param nextCursor {@code cursor} of the next page, absent on the last one
     */
    record TaskList(List<TaskView> items, Optional<String> nextCursor) {}

    @Operation(summary = "List tasks, soonest due first")
    @GetMapping
    Mono<TaskList> list(
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String dueBefore,
            @RequestParam(required = false) @Nullable String ticketId,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit) {
        TaskQuery query = new TaskQuery(
                given(state).map(CallbackController::state),
                given(dueBefore).map(CallbackController::instant),
                given(ticketId).map(text -> TicketId.parse(text)
                        .orElseThrow(() -> ProblemException.invalid("ticketId", "expected: a ticket's id"))),
                given(cursor).map(text -> TaskQuery.Place.parse(text)
                        .orElseThrow(
                                () -> ProblemException.invalid("cursor", "expected: nextCursor of the page before"))),
                limit(limit));
        return findTasks
                .list(query)
                .map(page -> new TaskList(page.tasks(), page.next().map(TaskQuery.Place::toString)));
    }

    @Operation(summary = "Show one task")
    @GetMapping("/{taskId}")
    Mono<TaskView> one(@PathVariable String taskId) {
        return findTasks.one(id(taskId)).onErrorMap(CallbackRejectedException.class, CallbackProblems::of);
    }

    @Operation(summary = "An agent has called the customer")
    @Parameter(in = ParameterIn.HEADER, name = "Idempotency-Key", required = true)
    @PostMapping(path = "/{taskId}/attempts", consumes = MediaType.APPLICATION_JSON_VALUE)
    Mono<TaskView> attempt(
            @PathVariable String taskId,
            @RequestBody AttemptRequest body,
            @Parameter(hidden = true) ServerHttpRequest request) {
        TaskId id = id(taskId);
        AttemptCommand command = body.command(id);
        CommandRequest context = new CommandRequest(
                IdempotencyKey.from(request.getHeaders()).value(),
                Fingerprint.of("attempt", id.toString(), body),
                Requests.causality(request));
        return recordAttempt.handle(command, context).onErrorMap(CallbackRejectedException.class, CallbackProblems::of);
    }

    /** A parameter without a value counts as absent. */
    private static Optional<String> given(@Nullable String parameter) {
        return Optional.ofNullable(parameter).filter(value -> !value.isEmpty());
    }

    private static TaskId id(String text) {
        return TaskId.parse(text).orElseThrow(CallbackProblems::unknownTask);
    }

    private static Instant instant(String text) {
        try {
            // In a query, + is a space if it was not escaped.
            OffsetDateTime parsed = OffsetDateTime.parse(text.replace(' ', '+'));
            // Beyond it no document server has dates.
            if (parsed.getYear() < 0 || parsed.getYear() > 9999) {
                throw new DateTimeException("year");
            }
            return parsed.toInstant();
        } catch (DateTimeException e) {
            throw ProblemException.invalid("dueBefore", "expected: an RFC 3339 instant with an offset");
        }
    }

    private static TaskStatus state(String text) {
        return Arrays.stream(TaskStatus.values())
                .filter(status -> status.name().equals(text))
                .findFirst()
                .orElseThrow(() -> ProblemException.invalid(
                        "state",
                        Arrays.stream(TaskStatus.values())
                                .map(Enum::name)
                                .collect(Collectors.joining(", ", "expected one of: ", ""))));
    }

    private static int limit(@Nullable Integer limit) {
        if (limit == null) {
            return DEFAULT_LIMIT;
        }
        if (limit < 1 || limit > TaskQuery.MAX_LIMIT) {
            throw ProblemException.invalid("limit", "expected: 1.." + TaskQuery.MAX_LIMIT);
        }
        return limit;
    }
}
