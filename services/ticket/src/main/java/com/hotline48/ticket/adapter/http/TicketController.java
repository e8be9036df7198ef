package com.hotline48.ticket.adapter.http;

import java.net.URI;

import com.hotline48.delivery.http.Fingerprint;
import com.hotline48.delivery.http.IdempotencyKey;
import com.hotline48.delivery.http.Requests;
import com.hotline48.ticket.adapter.http.TicketViews.AcceptedView;
import com.hotline48.ticket.adapter.http.TicketViews.HistoryView;
import com.hotline48.ticket.adapter.http.TicketViews.ListView;
import com.hotline48.ticket.adapter.http.TicketViews.TicketView;
import com.hotline48.ticket.application.AcceptRequest;
import com.hotline48.ticket.application.AcceptTicket;
import com.hotline48.ticket.application.AcceptedTicket;
import com.hotline48.ticket.application.ListTickets;
import com.hotline48.ticket.application.ReadTicket;
import com.hotline48.ticket.application.TicketRejectedException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Accepts and shows tickets. */
@RestController
@RequestMapping(path = TicketController.PATH, produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "tickets")
public final class TicketController {

    static final String PATH = "/api/v1/tickets";

    private final AcceptTicket acceptTicket;
    private final ReadTicket readTicket;
    private final ListTickets listTickets;

    public TicketController(AcceptTicket acceptTicket, ReadTicket readTicket, ListTickets listTickets) {
        this.acceptTicket = acceptTicket;
        this.readTicket = readTicket;
        this.listTickets = listTickets;
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Accept a ticket",
            description =
                    "201 with Location; the same origin and content again: 200 with the same body, other content: 409.")
    Mono<ResponseEntity<AcceptedView>> accept(
            @RequestBody AcceptBody body, @Parameter(hidden = true) ServerHttpRequest request) {
        IdempotencyKey key = IdempotencyKey.from(request.getHeaders());
        return acceptTicket
                .handle(new AcceptRequest(
                        body.draft(), key.value(), Fingerprint.of("accept", body), Requests.causality(request)))
                .map(TicketController::answer)
                .onErrorMap(TicketRejectedException.class, TicketProblems::of);
    }

    private static ResponseEntity<AcceptedView> answer(AcceptedTicket accepted) {
        return ResponseEntity.status(accepted.created() ? HttpStatus.CREATED : HttpStatus.OK)
                .location(URI.create(PATH + "/" + accepted.id()))
                .eTag(IfMatch.tag(1))
                .body(AcceptedView.of(accepted));
    }

    @GetMapping("/{ticketId}")
    @Operation(summary = "Read one ticket", description = "The whole form, with the customer's personal data.")
    Mono<ResponseEntity<TicketView>> read(@PathVariable String ticketId) {
        return readTicket
                .handle(ticketId)
                .map(stored ->
                        ResponseEntity.ok().eTag(IfMatch.tag(stored.version())).body(TicketView.of(stored)))
                .onErrorMap(TicketRejectedException.class, TicketProblems::of);
    }

    @GetMapping("/{ticketId}/history")
    @Operation(summary = "Read a ticket's history", description = "Every step, in the order of recording.")
    Mono<ResponseEntity<HistoryView>> history(@PathVariable String ticketId) {
        return readTicket
                .handle(ticketId)
                .map(stored ->
                        ResponseEntity.ok().eTag(IfMatch.tag(stored.version())).body(HistoryView.of(stored)))
                .onErrorMap(TicketRejectedException.class, TicketProblems::of);
    }

    @GetMapping
    @Operation(summary = "List tickets, latest acceptance first")
    @Parameter(in = ParameterIn.QUERY, name = "type", description = "CONSULTATION, FAULT, COMPLAINT, ...")
    @Parameter(in = ParameterIn.QUERY, name = "state", description = "ACCEPTED, DISPATCHED, ANSWERED, ...")
    @Parameter(in = ParameterIn.QUERY, name = "province", description = "Accepting centre", example = "CN-GD")
    @Parameter(in = ParameterIn.QUERY, name = "from", description = "Accepted at or after (RFC 3339)")
    @Parameter(in = ParameterIn.QUERY, name = "to", description = "Accepted before (RFC 3339)")
    @Parameter(in = ParameterIn.QUERY, name = "cursor", description = "nextCursor of the page before")
    @Parameter(in = ParameterIn.QUERY, name = "limit", description = "1..200, default 50")
    Mono<ListView> list(@Parameter(hidden = true) ServerHttpRequest request) {
        return listTickets
                .handle(TicketListQuery.read(request.getQueryParams()))
                .map(ListView::of);
    }
}
