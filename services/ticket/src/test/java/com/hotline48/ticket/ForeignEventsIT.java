package com.hotline48.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import com.hotline48.events.Causality;
import com.hotline48.events.EventEnvelope;
import com.hotline48.events.HotlineEvent;
import com.hotline48.events.Sources;
import com.hotline48.events.Topics;
import com.hotline48.events.callback.CallbackEvent.CallbackCompleted;
import com.hotline48.events.callback.CallbackEvent.Kind;
import com.hotline48.events.callback.CallbackEvent.Satisfaction;
import com.hotline48.events.callback.CallbackEvent.SurveyAnswered;
import com.hotline48.events.callback.CallbackEvent.SurveySource;
import com.hotline48.events.routing.RoutingEvent.FormFedBack;
import com.hotline48.events.ticket.TicketEvent.AnsweredBy;
import com.hotline48.events.ticket.TicketEvent.ClosingOutcome;
import com.hotline48.events.ticket.TicketEvent.TicketAnswered;
import com.hotline48.events.ticket.TicketEvent.TicketClosed;
import com.hotline48.events.ticket.TicketEvent.TicketReopened;
import com.hotline48.testkit.BackingServices;
import com.hotline48.testkit.EventLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

@OnRealEngines
class ForeignEventsIT {

    private static final Instant ANSWERED = Instant.parse("2016-03-01T10:00:00Z");
    private static final Instant SURVEYED = Instant.parse("2016-03-02T10:00:00Z");

    @Autowired
    private WebTestClient client;

    private EventLog log;
    private String ticket;
    private long callbacks;

    @BeforeEach
    void acceptATicket() {
        log = EventLog.of(BackingServices.get().kafkaBootstrap(), Topics.TICKETS);
        ticket = (String) client.post()
                .uri("/api/v1/tickets")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of(
                        "type", "COMPLAINT",
                        "content", "说明",
                        "province", "CN-BJ",
                        "agent", "A1",
                        "caller", Map.of(),
                        "occurredAt", "2016-03-01T08:00:00Z",
                        "origin",
                                Map.of(
                                        "channel",
                                        "CALL",
                                        "id",
                                        UUID.randomUUID().toString())))
                .exchange()
                .expectStatus()
                .isCreated()
                .expectBody(Map.class)
                .returnResult()
                .getResponseBody()
                .get("ticketId");
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void isAnsweredByTheDepartmentAtItsInstantOnce() {
        FormFedBack fedBack =
                new FormFedBack(ticket + "-f1", "D1", true, ANSWERED.plusSeconds(60), Optional.of(ANSWERED));

        routing(1, new FormFedBack(ticket + "-f1", "D1", false, ANSWERED, Optional.of(ANSWERED)));
        routing(2, fedBack);
        routing(2, fedBack);
        callback(survey(true, Satisfaction.SATISFIED, false));

        TicketClosed closed = log.awaitFact(ticket, TicketClosed.class);
        assertThat(closed).isEqualTo(new TicketClosed(ClosingOutcome.SATISFIED, SURVEYED));
        assertThat(log.eventsOf(ticket).stream()
                        .<Object>map(EventEnvelope::data)
                        .filter(TicketAnswered.class::isInstance))
                .containsExactly(new TicketAnswered(ANSWERED, AnsweredBy.DEPARTMENT, Optional.empty()));
    }

    @Test
    void isAnsweredByAFinalReplyAndReopenedWhenNotFixed() {
        callback(new CallbackCompleted(ticket + "-c1", Kind.REPLY, ANSWERED, true));
        callback(survey(false, Satisfaction.BASICALLY_SATISFIED, false));

        assertThat(log.awaitFact(ticket, TicketReopened.class)).isEqualTo(new TicketReopened("NOT_FIXED", SURVEYED));
        assertThat(log.awaitFact(ticket, TicketAnswered.class).by()).isEqualTo(AnsweredBy.CALLBACK);
    }

    @Test
    void isReopenedWhenTheCustomerPursues() {
        callback(new CallbackCompleted(ticket + "-c1", Kind.REPLY, ANSWERED, true));
        callback(survey(true, Satisfaction.NOT_SATISFIED, true));

        assertThat(log.awaitFact(ticket, TicketReopened.class).cause()).isEqualTo("PURSUED");
    }

    @Test
    void isClosedNotSatisfiedWhenTheCustomerLetsItBe() {
        callback(survey(true, Satisfaction.SATISFIED, false));
        callback(new CallbackCompleted(ticket + "-c1", Kind.REVISIT, ANSWERED, true));
        callback(new CallbackCompleted(ticket + "-c1", Kind.REPLY, ANSWERED, true));
        callback(survey(true, Satisfaction.NOT_SATISFIED, false));

        // The first survey no longer fitted (nothing was answered): it had no effect and hindered nothing.
        assertThat(log.awaitFact(ticket, TicketClosed.class).outcome()).isEqualTo(ClosingOutcome.NOT_SATISFIED);
    }

    @Test
    void putsEventsOfUnknownTicketsAside() {
        String unknown = "t" + "z".repeat(25);
        log.publish(
                Topics.CALLBACKS,
                EventEnvelope.of(
                        Sources.CALLBACK,
                        unknown,
                        1,
                        "CN-BJ",
                        Instant.now(),
                        Causality.ofRequest("test"),
                        new CallbackCompleted(unknown + "-c1", Kind.REPLY, ANSWERED, true)));

        await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> new String(
                                client.get()
                                        .uri("/api/v1/ticket/dead-letters")
                                        .exchange()
                                        .expectBody()
                                        .returnResult()
                                        .getResponseBody(),
                                StandardCharsets.UTF_8),
                        letters -> letters.contains("unknown-ticket"));
    }

    private SurveyAnswered survey(boolean fixed, Satisfaction handling, boolean pursues) {
        return new SurveyAnswered(
                ticket + "-c1", SurveySource.CALLBACK, fixed, handling, Optional.empty(), pursues, SURVEYED);
    }

    private void routing(long sequence, HotlineEvent event) {
        log.publish(
                Topics.ROUTING,
                EventEnvelope.of(
                        Sources.ROUTING, ticket, sequence, "CN-BJ", Instant.now(), Causality.ofRequest("test"), event));
        if (event instanceof FormFedBack fedBack && fedBack.last()) {
            // Routing and callbacks are two topics: a survey comes days after the answer.
            log.awaitFact(ticket, TicketAnswered.class);
        }
    }

    private void callback(HotlineEvent event) {
        callbacks++;
        log.publish(
                Topics.CALLBACKS,
                EventEnvelope.of(
                        Sources.CALLBACK,
                        ticket,
                        callbacks,
                        "CN-BJ",
                        Instant.now(),
                        Causality.ofRequest("test"),
                        event));
    }
}
