package com.hotline48.routing.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import com.hotline48.delivery.listener.PermanentEventException;
import com.hotline48.events.Causality;
import com.hotline48.events.Code;
import com.hotline48.events.EventEnvelope;
import com.hotline48.events.Sources;
import com.hotline48.events.routing.RoutingEvent.FormAccepted;
import com.hotline48.events.ticket.TicketEvent;
import com.hotline48.events.ticket.TicketType;
import com.hotline48.routing.domain.FormCommand;
import com.hotline48.routing.domain.FormId;
import com.hotline48.routing.domain.FormStatus;
import com.hotline48.routing.domain.Matter;
import com.hotline48.routing.domain.RoutingPolicy;
import com.hotline48.routing.domain.RoutingRejection;
import com.hotline48.routing.domain.RoutingRule;
import com.hotline48.routing.domain.RuleTable;
import com.hotline48.routing.domain.TicketFact;
import com.hotline48.routing.domain.TicketId;
import com.hotline48.routing.domain.TicketRouting;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class ChangeFormTest {

    private static final Instant T = Instant.parse("2016-03-01T08:00:00Z");
    private static final TicketId TICKET = new TicketId("t1");
    private static final RoutingPolicy POLICY = new RoutingPolicy(
            new RuleTable(List.of(
                    new RoutingRule("default", Optional.empty(), Optional.empty(), Optional.empty(), new Code("D")))),
            50,
            Duration.ofHours(24));

    private final InMemoryRoutingStore store = new InMemoryRoutingStore();
    private final RoutingMetrics metrics = new RoutingMetrics(new SimpleMeterRegistry());
    private final Clock clock = Clock.fixed(T.plusSeconds(100), ZoneOffset.UTC);
    private final AtomicReference<FormView> remembered = new AtomicReference<>();
    private final FollowTicket followTicket = new FollowTicket(store, POLICY, metrics, clock);

    @BeforeEach
    void dispatch() {
        Matter matter = new Matter(TicketType.COMPLAINT, Optional.empty(), "CN-BJ");
        followTicket.open(event(1), TicketRouting.of(TICKET, matter, T)).block();
        followTicket
                .follow(event(2), TICKET, new TicketFact.Dispatched(Optional.empty(), T))
                .block();
    }

    @Test
    void decidesAnewWhenSomebodyElseWasFaster() {
        RoutingStore beaten = new RoutingStore() {
            private boolean once;

            @Override
            public Mono<StoredRouting> find(TicketId id) {
                return store.find(id);
            }

            @Override
            public Mono<StoredRouting> create(RoutingWrite first) {
                return store.create(first);
            }

            @Override
            public Mono<StoredRouting> update(StoredRouting read, RoutingWrite write) {
                Mono<StoredRouting> other = once
                        ? Mono.empty()
                        : changeForm(store)
                                .handle(accept("D-2"), request("k2", "p2"))
                                .then(Mono.empty());
                once = true;
                return other.then(store.update(read, write));
            }
        };

        assertThatThrownBy(() -> changeForm(beaten)
                        .handle(accept("D-1"), request("k1", "p1"))
                        .block())
                .isInstanceOfSatisfying(RoutingRejectedException.class, refused -> {
                    assertThat(refused.rejection().code()).isEqualTo(RoutingRejection.ILLEGAL_TRANSITION);
                    assertThat(refused.rejection().status()).contains(FormStatus.ACCEPTED);
                    assertThat(refused.version()).hasValue(3);
                });
        assertThat(store.aggregates().factsOf("t1")).hasSize(2).last().isInstanceOf(FormAccepted.class);
    }

    @Test
    void refusesAnUnknownTicketsForm() {
        FormCommand command =
                new FormCommand.Accept(new FormId(new TicketId("t2"), 1), new Code("D-1"), Optional.empty());

        assertThatThrownBy(() ->
                        changeForm(store).handle(command, request("k", "p")).block())
                .isInstanceOfSatisfying(
                        RoutingRejectedException.class,
                        refused -> assertThat(refused.rejection().code()).isEqualTo(RoutingRejection.UNKNOWN_FORM));
    }

    @Test
    void takesInWhatATicketWasAcceptedForOnceAndNothingElse() {
        TicketFact again = new TicketFact.Dispatched(Optional.empty(), T);

        followTicket.follow(event(2), TICKET, again).block();
        assertThat(store.aggregates().factsOf("t1")).hasSize(1);
        assertThatThrownBy(() ->
                        followTicket.follow(event(3), new TicketId("t2"), again).block())
                .isInstanceOf(PermanentEventException.class)
                .hasMessage(FollowTicket.UNKNOWN_TICKET);
    }

    private ChangeForm changeForm(RoutingStore through) {
        FormAnswers answers = new FormAnswers() {
            @Override
            public String write(FormView answer) {
                remembered.set(answer);
                return "answer";
            }

            @Override
            public FormView read(String text) {
                return remembered.get();
            }
        };
        return new ChangeForm(through, POLICY, answers, metrics, clock);
    }

    private static FormCommand accept(String agent) {
        return new FormCommand.Accept(new FormId(TICKET, 1), new Code(agent), Optional.empty());
    }

    private static CommandRequest request(String key, String fingerprint) {
        return new CommandRequest(key, fingerprint, Causality.ofRequest("c-12345678"));
    }

    private static EventEnvelope<?> event(long sequence) {
        return EventEnvelope.of(
                Sources.TICKET,
                "t1",
                sequence,
                "CN-BJ",
                T,
                Causality.ofRequest("c-12345678"),
                new TicketEvent.TicketUrged(1, T));
    }
}
