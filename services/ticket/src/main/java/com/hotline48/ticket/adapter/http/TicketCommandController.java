package com.hotline48.ticket.adapter.http;

import java.util.Optional;
import java.util.function.BiFunction;

import com.hotline48.delivery.http.Fingerprint;
import com.hotline48.delivery.http.IdempotencyKey;
import com.hotline48.delivery.http.Requests;
import com.hotline48.ticket.adapter.http.CommandBodies.AnswerBody;
import com.hotline48.ticket.adapter.http.CommandBodies.CloseBody;
import com.hotline48.ticket.adapter.http.CommandBodies.CorrectAnswerBody;
import com.hotline48.ticket.adapter.http.CommandBodies.DispatchBody;
import com.hotline48.ticket.adapter.http.CommandBodies.ReclassifyBody;
import com.hotline48.ticket.adapter.http.CommandBodies.ReopenBody;
import com.hotline48.ticket.adapter.http.CommandBodies.UrgeBody;
import com.hotline48.ticket.adapter.http.CommandBodies.VoidBody;
import com.hotline48.ticket.adapter.http.CommandBodies.WithdrawVoidBody;
import com.hotline48.ticket.adapter.http.TicketViews.ChangedView;
import com.hotline48.ticket.application.AnswerTicket;
import com.hotline48.ticket.application.ChangeRequest;
import com.hotline48.ticket.application.ChangedTicket;
import com.hotline48.ticket.application.CloseTicket;
import com.hotline48.ticket.application.CorrectAnswer;
import com.hotline48.ticket.application.DispatchTicket;
import com.hotline48.ticket.application.ReclassifyTicket;
import com.hotline48.ticket.application.ReopenTicket;
import com.hotline48.ticket.application.TicketRejectedException;
import com.hotline48.ticket.application.UrgeTicket;
import com.hotline48.ticket.application.VoidTicket;
import com.hotline48.ticket.application.WithdrawVoid;
import com.hotline48.ticket.domain.TicketCommand;
import com.hotline48.ticket.domain.TicketId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Changes tickets; each answer carries the new version, and its ETag for the next {@code If-Match}. */
@RestController
@RequestMapping(
        path = TicketController.PATH + "/{ticketId}",
        consumes = MediaType.APPLICATION_JSON_VALUE,
        produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "ticket commands")
public final class TicketCommandController {

    private final Commands commands;

    /** The use cases behind the paths. */
    public record Commands(
            DispatchTicket dispatch,
            AnswerTicket answer,
            CloseTicket close,
            ReopenTicket reopen,
            UrgeTicket urge,
            VoidTicket makeVoid,
            WithdrawVoid withdrawVoid,
            ReclassifyTicket reclassify,
            CorrectAnswer correctAnswer) {}

    public TicketCommandController(Commands commands) {
        this.commands = commands;
    }

    @PostMapping("/dispatch")
    @Operation(summary = "Hand the matter to a department")
    Mono<ResponseEntity<ChangedView>> dispatch(
            @PathVariable String ticketId,
            @RequestBody DispatchBody body,
            @Parameter(hidden = true) ServerHttpRequest request) {
        return run("dispatch", ticketId, body, request, commands.dispatch()::handle);
    }

    @PostMapping("/answer")
    @Operation(summary = "Note that the customer has his answer")
    Mono<ResponseEntity<ChangedView>> answer(
            @PathVariable String ticketId,
            @RequestBody AnswerBody body,
            @Parameter(hidden = true) ServerHttpRequest request) {
        return run("answer", ticketId, body, request, commands.answer()::handle);
    }

    @PostMapping("/close")
    @Operation(summary = "Close an answered ticket")
    Mono<ResponseEntity<ChangedView>> close(
            @PathVariable String ticketId,
            @RequestBody CloseBody body,
            @Parameter(hidden = true) ServerHttpRequest request) {
        return run("close", ticketId, body, request, commands.close()::handle);
    }

    @PostMapping("/reopen")
    @Operation(summary = "Reopen an answered ticket")
    Mono<ResponseEntity<ChangedView>> reopen(
            @PathVariable String ticketId,
            @RequestBody ReopenBody body,
            @Parameter(hidden = true) ServerHttpRequest request) {
        return run("reopen", ticketId, body, request, commands.reopen()::handle);
    }

    @PostMapping("/urge")
    @Operation(summary = "Note that the customer urged (催单)")
    Mono<ResponseEntity<ChangedView>> urge(
            @PathVariable String ticketId,
            @RequestBody UrgeBody body,
            @Parameter(hidden = true) ServerHttpRequest request) {
        return run("urge", ticketId, body, request, commands.urge()::handle);
    }

    @PostMapping("/void")
    @Operation(summary = "Void a ticket (作废), perhaps as the duplicate of another one")
    Mono<ResponseEntity<ChangedView>> makeVoid(
            @PathVariable String ticketId,
            @RequestBody VoidBody body,
            @Parameter(hidden = true) ServerHttpRequest request) {
        return run("void", ticketId, body, request, (change, command) -> commands.makeVoid()
                .handle(change, command, Optional.ofNullable(body.duplicateOf())));
    }

    @PostMapping("/withdraw-void")
    @Operation(summary = "Take a void back")
    Mono<ResponseEntity<ChangedView>> withdrawVoid(
            @PathVariable String ticketId,
            @RequestBody WithdrawVoidBody body,
            @Parameter(hidden = true) ServerHttpRequest request) {
        return run("withdraw-void", ticketId, body, request, commands.withdrawVoid()::handle);
    }

    @PostMapping("/reclassify")
    @Operation(summary = "File a ticket under another type or subtype")
    Mono<ResponseEntity<ChangedView>> reclassify(
            @PathVariable String ticketId,
            @RequestBody ReclassifyBody body,
            @Parameter(hidden = true) ServerHttpRequest request) {
        return run("reclassify", ticketId, body, request, commands.reclassify()::handle);
    }

    @PostMapping("/correct-answer")
    @Operation(summary = "Put the instant of the last answer right")
    Mono<ResponseEntity<ChangedView>> correctAnswer(
            @PathVariable String ticketId,
            @RequestBody CorrectAnswerBody body,
            @Parameter(hidden = true) ServerHttpRequest request) {
        return run("correct-answer", ticketId, body, request, commands.correctAnswer()::handle);
    }

    private static <C extends TicketCommand> Mono<ResponseEntity<ChangedView>> run(
            String operation,
            String ticketId,
            CommandBodies.Body<C> body,
            ServerHttpRequest request,
            BiFunction<ChangeRequest, C, Mono<ChangedTicket>> useCase) {
        IdempotencyKey key = IdempotencyKey.from(request.getHeaders());
        var expected = IfMatch.from(request.getHeaders());
        C command = body.command();
        return Mono.justOrEmpty(TicketId.parse(ticketId))
                .switchIfEmpty(Mono.error(TicketRejectedException::unknownTicket))
                .flatMap(id -> useCase.apply(
                        new ChangeRequest(
                                id,
                                key.value(),
                                Fingerprint.of(operation, ticketId, body),
                                expected,
                                Requests.causality(request)),
                        command))
                .map(changed ->
                        ResponseEntity.ok().eTag(IfMatch.tag(changed.version())).body(ChangedView.of(changed)))
                .onErrorMap(TicketRejectedException.class, TicketProblems::of);
    }
}
