package com.hotline48.ticket.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

import com.hotline48.events.Causality;
import com.hotline48.events.EventEnvelope;
import com.hotline48.events.Sources;
import com.hotline48.events.routing.RoutingEvent.FormFedBack;
import com.hotline48.events.ticket.TicketEvent.AnsweredBy;
import com.hotline48.events.ticket.TicketEvent.TicketAnswered;
import com.hotline48.events.ticket.TicketType;
import com.hotline48.ticket.domain.Fixtures;
import com.hotline48.ticket.domain.Fixtures.DraftBuilder;
import com.hotline48.ticket.domain.TicketCommand;
import com.hotline48.ticket.domain.TicketNumber;
import com.hotline48.ticket.domain.TicketRejection;
import com.hotline48.ticket.domain.TicketStatus;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class UseCasesTest {

    private static final Causality CAUSALITY = Causality.ofRequest("test");

    private final InMemoryTicketStore store = new InMemoryTicketStore();
    private final InMemoryCreationKeys keys = new InMemoryCreationKeys();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final TicketMetrics metrics = new TicketMetrics(registry);
    private final Clock clock = Clock.fixed(Fixtures.NOW, ZoneOffset.UTC);
    private final AtomicLong serial = new AtomicLong();
    private final AcceptTicket acceptTicket = new AcceptTicket(
            store,
            keys,
            lane -> Mono.fromSupplier(() -> TicketNumber.of(lane, serial.incrementAndGet())),
            number -> "ref of " + number.hashCode(),
            Fixtures.rules(false),
            metrics,
            clock);
    private final ChangeTicket change = new ChangeTicket(store, metrics, clock);
    private final AnswerTicket answerTicket = new AnswerTicket(change);
    private final TakeInEvent takeInEvent = new TakeInEvent(store, metrics, clock);

    @Test
    void acceptsATicketInTheCentresOwnDay() {
        AcceptedTicket late = accept(draft("o-1").occurredAt(Instant.parse("2016-02-29T16:00:00Z")), "k-1");

        assertThat(late.created()).isTrue();
        assertThat(late.number().value()).startsWith("BJ-160301-0001-");
        assertThat(store.events).hasSize(1);
        assertThat(registry.counter(TicketMetrics.ACCEPTED, "type", "COMPLAINT", "channel", "CALL")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void answersARetryWithTheFirstAnswerAndStatus() {
        AcceptedTicket first = accept(draft("o-1"), "k-1");
        change(first, "k-2");

        assertThat(accept(draft("o-1"), "k-1")).isEqualTo(first);
        assertThat(store.events).hasSize(2);
    }

    @Test
    void answersTheSameOriginAndContentUnderAnotherKeyWithTheFirstBody() {
        AcceptedTicket first = accept(draft("o-1"), "k-1");

        AcceptedTicket again = accept(draft("o-1"), "k-2");

        assertThat(again.created()).isFalse();
        assertThat(again.id()).isEqualTo(first.id());
        assertThat(again.number()).isEqualTo(first.number());
        assertThat(accept(draft("o-1"), "k-2").created()).isFalse();
    }

    @Test
    void refusesOtherContentOfTheSameOriginAndForgetsTheKey() {
        accept(draft("o-1"), "k-1");

        assertThat(refusal(accepting(draft("o-1").content("别的"), "k-2"))).isEqualTo(TicketRejection.ORIGIN_CONFLICT);
        assertThat(keys.fingerprints).doesNotContainKey("k-2");
        assertThat(accept(draft("o-2"), "k-2").created()).isTrue();
    }

    @Test
    void refusesAnotherRequestUnderTheSameKey() {
        accept(draft("o-1"), "k-1");

        assertThat(refusal(accepting(draft("o-2"), "k-1"))).isEqualTo(TicketRejection.IDEMPOTENCY_KEY_REUSED);
    }

    @Test
    void finishesWhatStoppedBetweenTheKeyAndTheTicket() {
        DraftBuilder draft = draft("o-1");
        keys.claim(
                        "k-1",
                        fingerprint(draft),
                        Fixtures.ticket(TicketType.COMPLAINT, "o-1").id(),
                        Fixtures.NOW)
                .block();

        assertThat(accept(draft, "k-1").created()).isTrue();
    }

    @Test
    void skipsANumberThatIsTaken() {
        accept(draft("o-1"), "k-1");
        serial.set(0);

        assertThat(accept(draft("o-2"), "k-2").number()).isEqualTo(TicketNumber.of("BJ-160301", 2));
    }

    @Test
    void linksTheEarlierComplaintByNumberOrId() {
        AcceptedTicket earlier = accept(draft("o-1").occurredAt(Fixtures.ACCEPTED_AT.minusSeconds(60)), "k-1");

        AcceptedTicket byNumber = accept(draft("o-2").repeatOf(earlier.number().value()), "k-2");

        assertThat(store.find(byNumber.id()).block().ticket().repeatOf()).contains(earlier.id());
        assertThat(refusal(accepting(draft("o-3").repeatOf("BJ-160301-9999-9"), "k-3")))
                .isEqualTo(TicketRejection.WRONG_REPEAT);
        assertThat(refusal(accepting(draft("o-4").repeatOf(byNumber.id().value()), "k-4")))
                .isEqualTo(TicketRejection.WRONG_REPEAT);
        assertThat(keys.fingerprints).doesNotContainKeys("k-3", "k-4");
    }

    @Test
    void remembersASuccessThoughByNowItWouldBeRefused() {
        AcceptedTicket earlier = accept(draft("o-1").occurredAt(Fixtures.ACCEPTED_AT.minusSeconds(60)), "k-1");
        AcceptedTicket repeat = accept(draft("o-2").repeatOf(earlier.id().value()), "k-2");
        new VoidTicket(change, store)
                .handle(
                        request(earlier, "k-3", Optional.empty()),
                        Fixtures.makeVoid(Fixtures.now(), Optional.empty()),
                        Optional.empty())
                .block();

        assertThat(accept(draft("o-2").repeatOf(earlier.id().value()), "k-2")).isEqualTo(repeat);
    }

    @Test
    void countsUnknownSubtypesAndRefusals() {
        accept(draft("o-1").subtype("Category 5"), "k-1");
        refusal(accepting(draft("o-2").content(null), "k-2"));

        assertThat(registry.counter(TicketMetrics.UNKNOWN_SUBTYPES, "type", "COMPLAINT")
                        .count())
                .isEqualTo(1);
        assertThat(registry.counter(TicketMetrics.REJECTED, "code", "INVALID_REQUEST")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void answersARepeatedCommandWithTheFirstAnswer() {
        AcceptedTicket ticket = accept(draft("o-1"), "k-1");
        ChangedTicket answered = change(ticket, "k-2");
        new CloseTicket(change)
                .handle(request(ticket, "k-3", Optional.empty()), Fixtures.close(Fixtures.now()))
                .block();

        assertThat(change(ticket, "k-2")).isEqualTo(answered);
        assertThat(answered.status()).isEqualTo(TicketStatus.ANSWERED);
        assertThat(answered.version()).isEqualTo(2);
        assertThat(refusal(answerTicket.handle(
                        new ChangeRequest(ticket.id(), "k-2", "other", Optional.empty(), CAUSALITY),
                        Fixtures.answer(Fixtures.now()))))
                .isEqualTo(TicketRejection.IDEMPOTENCY_KEY_REUSED);
    }

    @Test
    void refusesAVersionThatTheCallerHasNotSeen() {
        AcceptedTicket ticket = accept(draft("o-1"), "k-1");

        TicketRejectedException refusal = exception(
                answerTicket.handle(request(ticket, "k-2", Optional.of(Set.of(7L))), Fixtures.answer(Fixtures.now())));

        assertThat(refusal.rejected().code()).isEqualTo(TicketRejection.VERSION_MISMATCH);
        assertThat(refusal.version()).contains(1L);
    }

    @Test
    void tellsTheSlowerOfTwoAgentsTheCurrentVersion() {
        AcceptedTicket ticket = accept(draft("o-1"), "k-1");
        store.beforeNextUpdate = Optional.of(() -> change(ticket, "k-2"));

        TicketRejectedException refusal = exception(new DispatchTicket(change)
                .handle(request(ticket, "k-3", Optional.empty()), Fixtures.dispatch(Fixtures.now())));

        assertThat(refusal.rejected().code()).isEqualTo(TicketRejection.CONCURRENT_CHANGE);
        assertThat(refusal.version()).contains(2L);
    }

    @Test
    void answersBothOfTwoEqualRequestsAtOnce() {
        AcceptedTicket ticket = accept(draft("o-1"), "k-1");
        store.beforeNextUpdate = Optional.of(() -> change(ticket, "k-2"));

        assertThat(change(ticket, "k-2").version()).isEqualTo(2);
        assertThat(store.events).hasSize(2);
    }

    @Test
    void takesInAnEventOnceAndInSpiteOfAConcurrentChange() {
        AcceptedTicket ticket = accept(draft("o-1"), "k-1");
        EventEnvelope<?> event = fedBack(ticket, 1);
        TicketCommand command = new TicketCommand.GiveAnswer(
                new TicketCommand.Occasion(Optional.empty(), Optional.of(Fixtures.NOW)),
                AnsweredBy.DEPARTMENT,
                Optional.empty(),
                Optional.empty());
        store.beforeNextUpdate = Optional.of(() -> new DispatchTicket(change)
                .handle(request(ticket, "k-2", Optional.empty()), Fixtures.dispatch(Fixtures.now()))
                .block());

        assertThat(takeInEvent.handle(event, command).block()).isEqualTo(TakeInEvent.Result.DONE);
        assertThat(takeInEvent.handle(event, command).block()).isEqualTo(TakeInEvent.Result.DONE_BEFORE);
        assertThat(takeInEvent.handle(fedBack(ticket, 2), command).block())
                .isEqualTo(TakeInEvent.Result.WITHOUT_EFFECT);
        assertThat(takeInEvent.handle(fedBack(ticket, 2), command).block()).isEqualTo(TakeInEvent.Result.DONE_BEFORE);
        assertThat(store.events).filteredOn(TicketAnswered.class::isInstance).hasSize(1);
    }

    @Test
    void saysThatAnEventsTicketIsUnknown() {
        EventEnvelope<?> event = EventEnvelope.of(
                Sources.ROUTING,
                Fixtures.ticket(TicketType.FAULT, "never").id().value(),
                1,
                "CN-BJ",
                Fixtures.NOW,
                CAUSALITY,
                new FormFedBack("f", "d", true, Fixtures.NOW, Optional.empty()));

        assertThat(takeInEvent.handle(event, Fixtures.answer(Fixtures.now())).block())
                .isEqualTo(TakeInEvent.Result.UNKNOWN_TICKET);
    }

    private static EventEnvelope<?> fedBack(AcceptedTicket ticket, long sequence) {
        return EventEnvelope.of(
                Sources.ROUTING,
                ticket.id().value(),
                sequence,
                "CN-BJ",
                Fixtures.NOW,
                CAUSALITY,
                new FormFedBack("f", "d", true, Fixtures.NOW, Optional.of(Fixtures.NOW)));
    }

    private static DraftBuilder draft(String origin) {
        return Fixtures.draft(TicketType.COMPLAINT).originId(origin);
    }

    private AcceptedTicket accept(DraftBuilder draft, String key) {
        return accepting(draft, key).block();
    }

    private Mono<AcceptedTicket> accepting(DraftBuilder draft, String key) {
        return acceptTicket.handle(new AcceptRequest(draft.build(), key, fingerprint(draft), CAUSALITY));
    }

    private static String fingerprint(DraftBuilder draft) {
        return com.hotline48.delivery.http.Fingerprint.of(draft.build());
    }

    private ChangedTicket change(AcceptedTicket ticket, String key) {
        return answerTicket
                .handle(request(ticket, key, Optional.empty()), Fixtures.answer(Fixtures.now()))
                .block();
    }

    private static ChangeRequest request(AcceptedTicket ticket, String key, Optional<Set<Long>> expected) {
        return new ChangeRequest(ticket.id(), key, "same", expected, CAUSALITY);
    }

    private static TicketRejection refusal(Mono<?> mono) {
        return exception(mono).rejected().code();
    }

    private static TicketRejectedException exception(Mono<?> mono) {
        return catchThrowableOfType(TicketRejectedException.class, mono::block);
    }
}
