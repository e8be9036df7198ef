package com.hotline48.ticket.application;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import com.hotline48.delivery.outbox.DuplicateAggregateException;
import com.hotline48.events.centre.Centre;
import com.hotline48.events.ticket.Channel;
import com.hotline48.ticket.domain.Decision;
import com.hotline48.ticket.domain.FormDecision;
import com.hotline48.ticket.domain.FormDraft;
import com.hotline48.ticket.domain.FormRules;
import com.hotline48.ticket.domain.Origin;
import com.hotline48.ticket.domain.Ticket;
import com.hotline48.ticket.domain.TicketId;
import com.hotline48.ticket.domain.TicketNumber;
import com.hotline48.ticket.domain.TicketRejection;
import com.hotline48.ticket.domain.Violation;
import reactor.core.publisher.Mono;

/**
 * Makes a ticket of a contact, once per origin however often it is asked for (domain.md §2.2; architecture.md, How an
 * event travels). On the way that succeeds: the key, a number of the reserved block, the ticket.
 */
public final class AcceptTicket {

    /** A number that is taken in spite of all (counters restored from an old copy) is skipped this often. */
    private static final int NUMBER_ATTEMPTS = 5;

    private final TicketStore store;
    private final CreationKeys keys;
    private final TicketNumbers numbers;
    private final CustomerReferences customers;
    private final FormRules rules;
    private final TicketMetrics metrics;
    private final Clock clock;
    private final TicketLookup lookup;

    public AcceptTicket(
            TicketStore store,
            CreationKeys keys,
            TicketNumbers numbers,
            CustomerReferences customers,
            FormRules rules,
            TicketMetrics metrics,
            Clock clock) {
        this.store = store;
        this.keys = keys;
        this.numbers = numbers;
        this.customers = customers;
        this.rules = rules;
        this.metrics = metrics;
        this.clock = clock;
        this.lookup = new TicketLookup(store);
    }

    /** Fails with {@link TicketRejectedException} if there can be no ticket of it. */
    public Mono<AcceptedTicket> handle(AcceptRequest request) {
        return Mono.defer(() -> {
                    Instant now = clock.instant();
                    return rules.check(request.draft(), now)
                            .fold(
                                    valid -> accept(request, valid, now),
                                    invalid -> Mono.<AcceptedTicket>error(new TicketRejectedException(
                                            Decision.Rejected.invalid(invalid.violations()), Optional.empty())));
                })
                .onErrorResume(TicketRejectedException.class, refusal -> unlessDoneBefore(request, refusal))
                .doOnError(TicketRejectedException.class, metrics::rejected);
    }

    private Mono<AcceptedTicket> accept(AcceptRequest request, FormDecision.Valid valid, Instant now) {
        TicketId id = TicketId.of(valid.form().origin());
        return repeatOf(request.draft(), id, valid.acceptedAt()).flatMap(earlier -> keys.claim(
                        request.key(), request.fingerprint(), id, now)
                .flatMap(claim -> switch (claim) {
                    case FRESH ->
                        create(request, valid, earlier, now, NUMBER_ATTEMPTS)
                                .onErrorResume(TicketRejectedException.class, refusal -> keys.release(
                                                request.key(), request.fingerprint())
                                        .then(Mono.error(refusal)));
                    case SAME ->
                        store.find(id)
                                .flatMap(found -> answerOf(found, request))
                                .switchIfEmpty(Mono.defer(() -> create(request, valid, earlier, now, NUMBER_ATTEMPTS)));
                    case OTHER ->
                        Mono.error(TicketRejectedException.of(
                                TicketRejection.IDEMPOTENCY_KEY_REUSED,
                                "This Idempotency-Key was used for another request."));
                }));
    }

    private Mono<Optional<TicketId>> repeatOf(FormDraft draft, TicketId id, Instant acceptedAt) {
        if (draft.repeatOf().isEmpty()) {
            return Mono.just(Optional.empty());
        }
        return lookup.find(draft.repeatOf().get())
                .switchIfEmpty(Mono.error(() -> new TicketRejectedException(
                        new Decision.Rejected(
                                TicketRejection.WRONG_REPEAT,
                                "The request is not valid.",
                                List.of(new Violation("#/repeatOf", "names no ticket"))),
                        Optional.empty())))
                .flatMap(found -> found.ticket()
                        .problemAsEarlierOf(id, acceptedAt)
                        .map(no -> Mono.<Optional<TicketId>>error(new TicketRejectedException(no, Optional.empty())))
                        .orElseGet(() -> Mono.just(Optional.of(found.ticket().id()))));
    }

    private Mono<AcceptedTicket> create(
            AcceptRequest request, FormDecision.Valid valid, Optional<TicketId> repeatOf, Instant now, int attempts) {
        return numbers.next(lane(valid)).flatMap(number -> {
            Decision.Accepted accepted = Ticket.accept(
                    number,
                    valid,
                    valid.form().caller().identifyingNumber().map(customers::of),
                    repeatOf,
                    rules.catalogue().version(),
                    now);
            Ticket ticket = accepted.ticket();
            Acceptance acceptance = new Acceptance(
                    request.key(),
                    request.fingerprint(),
                    ticket.form().type(),
                    ticket.form().subtype(),
                    ticket.form().title());
            TicketChange change = new TicketChange(
                    ticket, accepted.events(), request.causality(), now, Optional.empty(), Optional.empty());
            return store.create(change, acceptance)
                    .doOnNext(stored -> count(valid))
                    .map(stored -> AcceptedTicket.of(stored, request.key()))
                    .onErrorResume(DuplicateAggregateException.class, taken -> store.find(ticket.id())
                            .flatMap(found -> answerOf(found, request))
                            .switchIfEmpty(Mono.defer(() -> attempts > 1
                                    ? create(request, valid, repeatOf, now, attempts - 1)
                                    : Mono.error(taken))));
        });
    }

    private void count(FormDecision.Valid valid) {
        metrics.accepted(valid.form().type(), valid.form().origin().channel());
        if (valid.unknownSubtype()) {
            metrics.unknownSubtype(valid.form().type());
        }
    }

    private String lane(FormDecision.Valid valid) {
        String province = valid.form().province();
        LocalDate date = valid.acceptedAt()
                .atZone(rules.centres().find(province).map(Centre::zone).orElse(ZoneOffset.UTC))
                .toLocalDate();
        return TicketNumber.lane(province, date);
    }

    private static Mono<AcceptedTicket> answerOf(StoredTicket found, AcceptRequest request) {
        return found.acceptance().fingerprint().equals(request.fingerprint())
                ? Mono.just(AcceptedTicket.of(found, request.key()))
                : Mono.error(TicketRejectedException.of(
                        TicketRejection.ORIGIN_CONFLICT,
                        "There is a ticket of this origin with other content: one contact is one ticket."));
    }

    /** What was accepted once stays accepted, even if by now it would be refused: rules and other tickets change. */
    private Mono<AcceptedTicket> unlessDoneBefore(AcceptRequest request, TicketRejectedException refusal) {
        return switch (refusal.rejected().code()) {
            case INVALID_REQUEST, WRONG_REPEAT ->
                Mono.justOrEmpty(originOf(request.draft()))
                        .flatMap(origin -> store.find(TicketId.of(origin)))
                        .filter(found -> found.acceptance().fingerprint().equals(request.fingerprint()))
                        .map(found -> AcceptedTicket.of(found, request.key()))
                        .switchIfEmpty(Mono.error(refusal));
            default -> Mono.error(refusal);
        };
    }

    private static Optional<Origin> originOf(FormDraft draft) {
        return draft.channel()
                .flatMap(name -> Arrays.stream(Channel.values())
                        .filter(channel -> channel.name().equals(name))
                        .findFirst())
                .flatMap(channel -> draft.originId().map(id -> new Origin(channel, id)));
    }
}
