package com.hotline48.routing.adapter.http;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import com.hotline48.delivery.http.Fingerprint;
import com.hotline48.delivery.http.IdempotencyKey;
import com.hotline48.delivery.http.ProblemException;
import com.hotline48.delivery.http.Requests;
import com.hotline48.events.Code;
import com.hotline48.routing.adapter.http.FormRequests.AcceptRequest;
import com.hotline48.routing.adapter.http.FormRequests.FeedbackRequest;
import com.hotline48.routing.adapter.http.FormRequests.ReturnRequest;
import com.hotline48.routing.application.ChangeForm;
import com.hotline48.routing.application.CommandRequest;
import com.hotline48.routing.application.FindForms;
import com.hotline48.routing.application.FormQuery;
import com.hotline48.routing.application.FormView;
import com.hotline48.routing.application.RoutingRejectedException;
import com.hotline48.routing.domain.FormCommand;
import com.hotline48.routing.domain.FormId;
import com.hotline48.routing.domain.FormStatus;
import com.hotline48.routing.domain.TicketId;
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

/** Processing forms (业务处理单) as departments see and change them. */
@RestController
@RequestMapping(path = "/api/v1/routing/forms", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "forms", description = "Processing forms with departments (domain.md §2.4)")
public class FormController {

    private static final int DEFAULT_LIMIT = 50;

    private final ChangeForm changeForm;
    private final FindForms findForms;

    public FormController(ChangeForm changeForm, FindForms findForms) {
        this.changeForm = changeForm;
        this.findForms = findForms;
    }

    /**
     * Forms by ticket and hop.
     *
     * @param nextCursor {@code cursor} of the next page, absent on the last one
     */
    record FormList(List<FormView> items, Optional<String> nextCursor) {}

    @Operation(summary = "List forms by ticket, department and state")
    @GetMapping
    Mono<FormList> list(
            @RequestParam(required = false) @Nullable String ticketId,
            @RequestParam(required = false) @Nullable String department,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit) {
        FormQuery query = new FormQuery(
                given(ticketId).map(text -> TicketId.parse(text)
                        .orElseThrow(() -> ProblemException.invalid("ticketId", "expected: a ticket's id"))),
                given(department).map(FormController::department),
                given(state).map(FormController::state),
                given(cursor).map(text -> FormId.parse(text)
                        .orElseThrow(
                                () -> ProblemException.invalid("cursor", "expected: nextCursor of the page before"))),
                limit(limit));
        return findForms
                .list(query)
                .map(page -> new FormList(page.forms(), page.next().map(FormId::toString)));
    }

    @Operation(summary = "Show one form")
    @GetMapping("/{formId}")
    Mono<FormView> one(@PathVariable String formId) {
        return findForms.one(id(formId)).onErrorMap(RoutingRejectedException.class, RoutingProblems::of);
    }

    @Operation(summary = "The department takes the form on")
    @Parameter(in = ParameterIn.HEADER, name = "Idempotency-Key", required = true)
    @PostMapping(path = "/{formId}/accept", consumes = MediaType.APPLICATION_JSON_VALUE)
    Mono<FormView> accept(
            @PathVariable String formId,
            @RequestBody AcceptRequest body,
            @Parameter(hidden = true) ServerHttpRequest request) {
        FormId id = id(formId);
        return change(body.command(id), request, "accept", id, body);
    }

    @Operation(summary = "The department reports the result, or how far it is")
    @Parameter(in = ParameterIn.HEADER, name = "Idempotency-Key", required = true)
    @PostMapping(path = "/{formId}/feedback", consumes = MediaType.APPLICATION_JSON_VALUE)
    Mono<FormView> feedback(
            @PathVariable String formId,
            @RequestBody FeedbackRequest body,
            @Parameter(hidden = true) ServerHttpRequest request) {
        FormId id = id(formId);
        return change(body.command(id), request, "feedback", id, body);
    }

    @Operation(summary = "The department is not responsible")
    @Parameter(in = ParameterIn.HEADER, name = "Idempotency-Key", required = true)
    @PostMapping(path = "/{formId}/return", consumes = MediaType.APPLICATION_JSON_VALUE)
    Mono<FormView> sendBack(
            @PathVariable String formId,
            @RequestBody ReturnRequest body,
            @Parameter(hidden = true) ServerHttpRequest request) {
        FormId id = id(formId);
        return change(body.command(id), request, "return", id, body);
    }

    private Mono<FormView> change(
            FormCommand command, ServerHttpRequest request, String operation, FormId id, Object body) {
        CommandRequest context = new CommandRequest(
                IdempotencyKey.from(request.getHeaders()).value(),
                Fingerprint.of(operation, id.toString(), body),
                Requests.causality(request));
        return changeForm.handle(command, context).onErrorMap(RoutingRejectedException.class, RoutingProblems::of);
    }

    /** A parameter without a value counts as absent. */
    private static Optional<String> given(@Nullable String parameter) {
        return Optional.ofNullable(parameter).filter(value -> !value.isEmpty());
    }

    private static FormId id(String text) {
        return FormId.parse(text).orElseThrow(RoutingProblems::unknownForm);
    }

    private static Code department(String text) {
        Code.problemOf(text).ifPresent(wrong -> {
            throw ProblemException.invalid("department", wrong);
        });
        return new Code(text);
    }

    private static FormStatus state(String text) {
        return Arrays.stream(FormStatus.values())
                .filter(status -> status.name().equals(text))
                .findFirst()
                .orElseThrow(() -> ProblemException.invalid(
                        "state",
                        Arrays.stream(FormStatus.values())
                                .map(Enum::name)
                                .collect(Collectors.joining(", ", "expected one of: ", ""))));
    }

    private static int limit(@Nullable Integer limit) {
        if (limit == null) {
            return DEFAULT_LIMIT;
        }
        if (limit < 1 || limit > FormQuery.MAX_LIMIT) {
            throw ProblemException.invalid("limit", "expected: 1.." + FormQuery.MAX_LIMIT);
        }
        return limit;
    }
}
