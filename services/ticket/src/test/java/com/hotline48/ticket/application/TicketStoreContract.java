package com.hotline48.ticket.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import com.hotline48.delivery.outbox.DuplicateAggregateException;
import com.hotline48.delivery.outbox.HandledCommand;
import com.hotline48.delivery.outbox.StaleAggregateException;
import com.hotline48.events.Causality;
import com.hotline48.events.ticket.TicketType;
import com.hotline48.ticket.domain.Decision;
import com.hotline48.ticket.domain.Fixtures;
import com.hotline48.ticket.domain.FormDecision;
import com.hotline48.ticket.domain.Ticket;
import com.hotline48.ticket.domain.TicketNumber;
import com.hotline48.ticket.domain.TicketStatus;
import org.junit.jupiter.api.Test;

/** What every {@link TicketStore} does. */
public interface TicketStoreContract {

    TicketStore store();

    /** A province that no other test uses, so that several can share a database. */
    default String freshLane() {
        return "T" + UUID.randomUUID().toString().substring(0, 2).toUpperCase(java.util.Locale.ROOT) + "-160301";
    }

    @Test
    default void givesBackWhatWasStored() {
        StoredTicket created = create("CN-BJ", Fixtures.ACCEPTED_AT);
        Ticket changed = everything(created.ticket());

        StoredTicket updated = store().update(created, change(changed, "key-2")).block();
        StoredTicket read = store().find(created.ticket().id()).block();

        assertThat(read.ticket()).isEqualTo(changed);
        assertThat(read.acceptance()).isEqualTo(created.acceptance());
        assertThat(read.version()).isEqualTo(updated.version()).isEqualTo(2);
        assertThat(read.aggregate().command("key-2")).isPresent();
        assertThat(store().findByNumber(changed.number()).block().ticket()).isEqualTo(changed);
    }

    private static Ticket everything(Ticket ticket) {
        Ticket reopened = Fixtures.after(
                Fixtures.after(
                        Fixtures.after(ticket, Fixtures.dispatch(Fixtures.at(ticket.acceptedAt()))),
                        Fixtures.answer(Fixtures.at(ticket.acceptedAt().plusSeconds(1)))),
                Fixtures.reopen(Fixtures.at(ticket.acceptedAt().plusSeconds(2))));
        return Fixtures.after(reopened, Fixtures.makeVoid(Fixtures.now(), Optional.empty()));
    }

    @Test
    default void findsNothingOfWhatIsNotThere() {
        assertThat(store().find(Fixtures.ticket(
                                        TicketType.FAULT, UUID.randomUUID().toString())
                                .id())
                        .blockOptional())
                .isEmpty();
        assertThat(store().findByNumber(TicketNumber.of("ZZ-991231", 1)).blockOptional())
                .isEmpty();
    }

    @Test
    default void refusesASecondTicketOfTheSameOriginOrNumber() {
        StoredTicket created = create("CN-BJ", Fixtures.ACCEPTED_AT);
        Ticket sameNumber = ticket(
                UUID.randomUUID().toString(),
                "CN-BJ",
                Fixtures.ACCEPTED_AT,
                created.ticket().number());

        assertThatThrownBy(() -> store().create(change(created.ticket(), "k"), created.acceptance())
                        .block())
                .isInstanceOf(DuplicateAggregateException.class);
        assertThatThrownBy(() -> store().create(change(sameNumber, "k"), created.acceptance())
                        .block())
                .isInstanceOf(DuplicateAggregateException.class);
    }

    @Test
    default void letsOneOfTwoWritersWin() {
        StoredTicket read = create("CN-BJ", Fixtures.ACCEPTED_AT);
        Ticket changed = Fixtures.after(read.ticket(), Fixtures.answer(Fixtures.now()));

        store().update(read, change(changed, "key-1")).block();

        assertThatThrownBy(() -> store().update(read, change(changed, "key-2")).block())
                .isInstanceOf(StaleAggregateException.class);
    }

    @Test
    default void listsByFilterLatestFirstPageByPage() {
        String province = "CN-HK";
        Instant day = Instant.parse("2031-05-05T00:00:00Z");
        List<StoredTicket> created = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            // Two at the same instant: the id decides.
            created.add(create(province, day.plusSeconds(i / 2)));
        }
        store().update(
                        created.get(4),
                        change(Fixtures.after(created.get(4).ticket(), Fixtures.answer(Fixtures.now())), "k"))
                .block();
        TicketFilter all = new TicketFilter(
                Optional.of(TicketType.COMPLAINT),
                Optional.empty(),
                Optional.of(province),
                Optional.of(day),
                Optional.of(day.plusSeconds(60)),
                Optional.empty(),
                2);

        List<TicketSummary> seen = new ArrayList<>();
        Optional<TicketFilter.Position> next = Optional.empty();
        do {
            TicketPage page = store().list(
                            new TicketFilter(all.type(), all.status(), all.province(), all.from(), all.to(), next, 2))
                    .block();
            assertThat(page.tickets()).hasSizeBetween(1, 2);
            seen.addAll(page.tickets());
            next = page.next();
        } while (next.isPresent());

        assertThat(seen)
                .extracting(TicketSummary::id)
                .containsExactlyElementsOf(created.stream()
                        .map(StoredTicket::ticket)
                        .sorted(java.util.Comparator.comparing(Ticket::acceptedAt)
                                .thenComparing(ticket -> ticket.id().value())
                                .reversed())
                        .map(Ticket::id)
                        .toList());
        assertThat(list(all, Optional.of(TicketStatus.ANSWERED), all.to()))
                .containsExactly(created.get(4).ticket().id().value());
        // Half open: what was accepted at "to" is not in it.
        assertThat(list(all, Optional.empty(), Optional.of(day.plusSeconds(1)))).hasSize(2);
    }

    private List<String> list(TicketFilter all, Optional<TicketStatus> status, Optional<Instant> to) {
        return store()
                .list(new TicketFilter(all.type(), status, all.province(), all.from(), to, Optional.empty(), 50))
                .block()
                .tickets()
                .stream()
                .map(summary -> summary.id().value())
                .toList();
    }

    private StoredTicket create(String province, Instant acceptedAt) {
        Ticket ticket = ticket(
                UUID.randomUUID().toString(),
                province,
                acceptedAt,
                TicketNumber.of(
                        freshLane(), Math.floorMod(UUID.randomUUID().getMostSignificantBits(), 1_000_000_000) + 1));
        Acceptance acceptance = new Acceptance(
                "key-1",
                "fingerprint",
                ticket.form().type(),
                ticket.form().subtype(),
                ticket.form().title());
        return store().create(change(ticket, "key-1"), acceptance).block();
    }

    private static Ticket ticket(String origin, String province, Instant acceptedAt, TicketNumber number) {
        FormDecision.Valid valid = Fixtures.rules(false)
                .check(
                        Fixtures.draft(TicketType.COMPLAINT)
                                .originId(origin)
                                .province(province)
                                .subtype("服务态度")
                                .content("🌧️𠮷")
                                .address("某街1号")
                                .elements(Map.of("when", "昨天"))
                                .occurredAt(acceptedAt)
                                .build(),
                        acceptedAt)
                .fold(ok -> ok, no -> {
                    throw new AssertionError(no.violations());
                });
        Decision.Accepted accepted =
                Ticket.accept(number, valid, Optional.of("ref"), Optional.empty(), 1, acceptedAt.plusMillis(7));
        return accepted.ticket();
    }

    private static TicketChange change(Ticket ticket, String key) {
        return new TicketChange(
                ticket,
                List.of(),
                Causality.ofRequest("test"),
                Fixtures.NOW,
                Optional.of(new HandledCommand(key, "fingerprint", "ACCEPTED 1")),
                Optional.empty());
    }
}
