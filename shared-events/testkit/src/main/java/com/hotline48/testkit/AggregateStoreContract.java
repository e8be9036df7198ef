package com.hotline48.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import com.hotline48.delivery.outbox.AggregateChange;
import com.hotline48.delivery.outbox.AggregateStore;
import com.hotline48.delivery.outbox.DuplicateAggregateException;
import com.hotline48.delivery.outbox.HandledCommand;
import com.hotline48.delivery.outbox.StaleAggregateException;
import com.hotline48.delivery.outbox.StoredAggregate;
import com.hotline48.events.Causality;
import com.hotline48.events.EventEnvelope;
import com.hotline48.events.Sources;
import com.hotline48.events.ticket.TicketEvent;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** What every {@link AggregateStore} does; the fake's test and the database's run it. */
public interface AggregateStoreContract {

    Instant NOW = Instant.parse("2026-03-01T02:03:04.005Z");

    /** The store under test. */
    AggregateStore store();

    /** A change with one event and a member {@code n} of the state. */
    static AggregateChange change(int n, Optional<HandledCommand> command, Optional<EventEnvelope<?>> handled) {
        return new AggregateChange(
                new Document("n", n).append("text", "中文𠮷😀"),
                "CN-BJ",
                Causality.ofRequest("contract"),
                NOW,
                List.of(urged(n)),
                command,
                handled);
    }

    private static TicketEvent.TicketUrged urged(int n) {
        return new TicketEvent.TicketUrged(Math.max(1, n), NOW);
    }

    private static String id() {
        return "t" + UUID.randomUUID().toString().replace("-", "").substring(0, 25);
    }

    @Test
    default void findsWhatWasCreated() {
        String id = id();

        StoredAggregate created = store().create(id, change(1, Optional.empty(), Optional.empty()))
                .block();

        StoredAggregate found = store().find(id).block();
        assertThat(found).isEqualTo(created);
        assertThat(found.version()).isEqualTo(1);
        assertThat(found.sequence()).isEqualTo(1);
        assertThat(found.state()).containsEntry("text", "中文𠮷😀");
    }

    @Test
    default void findsNothingUnderAnUnknownId() {
        assertThat(store().find(id()).blockOptional()).isEmpty();
    }

    @Test
    default void refusesAnIdThatIsTaken() {
        String id = id();
        store().create(id, change(1, Optional.empty(), Optional.empty())).block();

        assertThatThrownBy(() -> store().create(id, change(2, Optional.empty(), Optional.empty()))
                        .block())
                .isInstanceOf(DuplicateAggregateException.class);

        assertThat(store().find(id).block().state()).containsEntry("n", 1);
    }

    @Test
    default void refusesAWriteOnTopOfAnotherOne() {
        String id = id();
        StoredAggregate read = store().create(id, change(1, Optional.empty(), Optional.empty()))
                .block();
        store().update(read, change(2, Optional.empty(), Optional.empty())).block();

        assertThatThrownBy(() -> store().update(read, change(3, Optional.empty(), Optional.empty()))
                        .block())
                .isInstanceOf(StaleAggregateException.class);

        assertThat(store().find(id).block().state()).containsEntry("n", 2);
    }

    @Test
    default void remembersCommands() {
        String id = id();
        HandledCommand command = new HandledCommand("answer|k-1", "f", "{}");

        StoredAggregate read = store().create(id, change(1, Optional.empty(), Optional.empty()))
                .block();
        store().update(read, change(2, Optional.of(command), Optional.empty())).block();

        StoredAggregate found = store().find(id).block();
        assertThat(found.command("answer|k-1")).contains(command);
        assertThat(found.command("answer|k-2")).isEmpty();
        assertThat(found.version()).isEqualTo(2);
        assertThat(found.sequence()).isEqualTo(2);
    }

    @Test
    default void forgetsCommandsButTheLast200() {
        StoredAggregate read = store().create(id(), change(0, Optional.empty(), Optional.empty()))
                .block();

        for (int i = 1; i <= 203; i++) {
            read = store().update(
                            read, change(i, Optional.of(new HandledCommand("k" + i, "f", "{}")), Optional.empty()))
                    .block();
        }

        StoredAggregate found = store().find(read.id()).block();
        assertThat(found.commands()).hasSize(200).isEqualTo(read.commands());
        assertThat(found.command("k3")).isEmpty();
        assertThat(found.command("k4")).isPresent();
    }

    @Test
    default void remembersForeignEvents() {
        String id = id();
        EventEnvelope<?> first =
                EventEnvelope.of(Sources.ROUTING, id, 1, "CN-BJ", NOW, Causality.ofRequest("contract"), urged(1));
        EventEnvelope<?> second =
                EventEnvelope.of(Sources.ROUTING, id, 2, "CN-BJ", NOW, Causality.ofRequest("contract"), urged(1));

        store().create(id, change(1, Optional.empty(), Optional.of(first))).block();

        StoredAggregate found = store().find(id).block();
        assertThat(found.hasHandled(first)).isTrue();
        assertThat(found.hasHandled(second)).isFalse();
    }
}
