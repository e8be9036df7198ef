package com.hotline48.callback.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

import com.hotline48.callback.domain.CallbackPolicy;
import com.hotline48.callback.domain.Fact;
import com.hotline48.callback.domain.TicketId;
import com.hotline48.delivery.listener.PermanentEventException;
import com.hotline48.events.Causality;
import com.hotline48.events.EventEnvelope;
import com.hotline48.events.Sources;
import com.hotline48.events.callback.CallbackEvent.CallbackScheduled;
import com.hotline48.events.callback.CallbackEvent.Kind;
import com.hotline48.events.ticket.TicketEvent;
import com.hotline48.events.ticket.TicketType;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class FollowTicketTest {

    private static final Instant T = Instant.parse("2016-03-01T08:00:00Z");
    private static final TicketId TICKET = new TicketId("t1");
    private static final Fact ACCEPTED = new Fact.Accepted(TicketType.COMPLAINT, T);
    private static final Fact FED_BACK = new Fact.FedBack(T.plusSeconds(60), Optional.empty());

    private final InMemoryCallbackStore store = new InMemoryCallbackStore();

    @Test
    void keepsBothFirstWordsWhenTheyComeAtOnce() {
        CallbackStore beaten = new CallbackStore() {
            @Override
            public Mono<StoredCallbacks> find(TicketId id) {
                return store.find(id);
            }

            @Override
            public Mono<StoredCallbacks> create(CallbackWrite first) {
                return followTicket(store)
                        .follow(event(Sources.TICKET, 1), TICKET, ACCEPTED)
                        .then(store.create(first));
            }

            @Override
            public Mono<StoredCallbacks> update(StoredCallbacks read, CallbackWrite write) {
                return store.update(read, write);
            }
        };

        followTicket(beaten).follow(event(Sources.ROUTING, 1), TICKET, FED_BACK).block();

        assertThat(store.find(TICKET).block().callbacks().isAccepted()).isTrue();
        assertThat(store.aggregates().factsOf("t1"))
                .singleElement()
                .isInstanceOfSatisfying(
                        CallbackScheduled.class, task -> assertThat(task.kind()).isEqualTo(Kind.REPLY));
    }

    @Test
    void takesEachEventInOncePerSource() {
        FollowTicket followTicket = followTicket(store);
        followTicket.follow(event(Sources.TICKET, 1), TICKET, ACCEPTED).block();
        followTicket.follow(event(Sources.ROUTING, 1), TICKET, FED_BACK).block();
        followTicket
                .follow(event(Sources.TICKET, 2), TICKET, new Fact.Answered(T.plusSeconds(90)))
                .block();
        followTicket
                .follow(event(Sources.TICKET, 3), TICKET, new Fact.Reopened(T.plusSeconds(91)))
                .block();
        List<?> before = store.aggregates().factsOf("t1");

        followTicket
                .follow(event(Sources.TICKET, 2), TICKET, new Fact.Answered(T.plusSeconds(90)))
                .block();
        followTicket.follow(event(Sources.ROUTING, 1), TICKET, FED_BACK).block();

        assertThat(store.aggregates().factsOf("t1")).hasSize(4).isEqualTo(before);
    }

    @Test
    void refusesAStoryWithoutItsBeginning() {
        FollowTicket followTicket = followTicket(store);
        assertUnknown(followTicket);

        followTicket.follow(event(Sources.ROUTING, 1), TICKET, FED_BACK).block();
        assertUnknown(followTicket);
    }

    private static void assertUnknown(FollowTicket followTicket) {
        assertThatThrownBy(() -> followTicket
                        .follow(event(Sources.TICKET, 2), TICKET, new Fact.Answered(T))
                        .block())
                .isInstanceOf(PermanentEventException.class)
                .hasMessage(FollowTicket.UNKNOWN_TICKET);
    }

    private static FollowTicket followTicket(CallbackStore through) {
        return new FollowTicket(
                through,
                new CallbackPolicy(Duration.ofHours(12), Duration.ofHours(48), List.of(Duration.ofMinutes(30))),
                new CallbackMetrics(new SimpleMeterRegistry()),
                Clock.fixed(T.plusSeconds(100), ZoneOffset.UTC));
    }

    private static EventEnvelope<?> event(String source, long sequence) {
        return EventEnvelope.of(
                source,
                "t1",
                sequence,
                "CN-BJ",
                T,
                Causality.ofRequest("c-12345678"),
                new TicketEvent.TicketUrged(1, T));
    }
}
