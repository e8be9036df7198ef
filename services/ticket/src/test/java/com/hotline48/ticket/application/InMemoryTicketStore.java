package com.hotline48.ticket.application;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.hotline48.delivery.outbox.DuplicateAggregateException;
import com.hotline48.delivery.outbox.HandledCommand;
import com.hotline48.delivery.outbox.StaleAggregateException;
import com.hotline48.delivery.outbox.StoredAggregate;
import com.hotline48.events.Code;
import com.hotline48.events.ticket.TicketEvent;
import com.hotline48.ticket.domain.Ticket;
import com.hotline48.ticket.domain.TicketId;
import com.hotline48.ticket.domain.TicketNumber;
import org.bson.Document;
import reactor.core.publisher.Mono;

/** Tickets in memory; what would be published is in {@link #events}. */
final class InMemoryTicketStore implements TicketStore {

    final List<TicketEvent> events = new ArrayList<>();
    private final Map<TicketId, StoredTicket> tickets = new HashMap<>();

    /** Runs before the next update, once: somebody else's change. */
    Optional<Runnable> beforeNextUpdate = Optional.empty();

    @Override
    public synchronized Mono<StoredTicket> find(TicketId id) {
        return Mono.fromSupplier(() -> tickets.get(id));
    }

    @Override
    public Mono<StoredTicket> findByNumber(TicketNumber number) {
        return Mono.justOrEmpty(tickets.values().stream()
                .filter(stored -> stored.ticket().number().equals(number))
                .findFirst());
    }

    @Override
    public Mono<StoredTicket> create(TicketChange first, Acceptance acceptance) {
        return Mono.fromSupplier(() -> {
            Ticket ticket = first.ticket();
            boolean taken = tickets.values().stream()
                    .anyMatch(other -> other.ticket().id().equals(ticket.id())
                            || other.ticket().number().equals(ticket.number()));
            if (taken) {
                throw new DuplicateAggregateException(ticket.id().value());
            }
            return put(ticket, acceptance, aggregate(ticket, 0, 0, List.of(), Map.of(), first));
        });
    }

    @Override
    public Mono<StoredTicket> update(StoredTicket read, TicketChange change) {
        return Mono.fromSupplier(() -> {
            Optional<Runnable> other = beforeNextUpdate;
            beforeNextUpdate = Optional.empty();
            other.ifPresent(Runnable::run);
            if (tickets.get(read.ticket().id()).version() != read.version()) {
                throw new StaleAggregateException(read.ticket().id().value());
            }
            StoredAggregate before = read.aggregate();
            return put(
                    change.ticket(),
                    read.acceptance(),
                    aggregate(
                            change.ticket(),
                            before.version(),
                            before.sequence(),
                            before.commands(),
                            before.inbox(),
                            change));
        });
    }

    private StoredTicket put(Ticket ticket, Acceptance acceptance, StoredAggregate aggregate) {
        StoredTicket stored = new StoredTicket(ticket, acceptance, aggregate);
        tickets.put(ticket.id(), stored);
        return stored;
    }

    private StoredAggregate aggregate(
            Ticket ticket,
            long version,
            long sequence,
            List<HandledCommand> commands,
            Map<String, Long> inbox,
            TicketChange change) {
        events.addAll(change.events());
        List<HandledCommand> handled = new ArrayList<>(commands);
        change.command().ifPresent(handled::add);
        Map<String, Long> taken = new HashMap<>(inbox);
        change.handled().ifPresent(event -> taken.put(inboxKey(event), event.sequence()));
        return new StoredAggregate(
                ticket.id().value(), version + 1, sequence + change.events().size(), new Document(), handled, taken);
    }

    /** As {@link StoredAggregate} asks for it. */
    private static String inboxKey(com.hotline48.events.EventEnvelope<?> event) {
        return (event.source() + "|" + event.subject()).replace('.', '_').replace('$', '_');
    }

    @Override
    public Mono<TicketPage> list(TicketFilter filter) {
        Comparator<TicketSummary> latestFirst = Comparator.comparing(TicketSummary::acceptedAt)
                .thenComparing(summary -> summary.id().value())
                .reversed();
        List<TicketSummary> found = tickets.values().stream()
                .map(InMemoryTicketStore::summary)
                .filter(summary -> filter.type().map(summary.type()::equals).orElse(true))
                .filter(summary -> filter.status().map(summary.status()::equals).orElse(true))
                .filter(summary ->
                        filter.province().map(summary.province()::equals).orElse(true))
                .filter(summary -> filter.from()
                        .map(from -> !summary.acceptedAt().isBefore(from))
                        .orElse(true))
                .filter(summary ->
                        filter.to().map(to -> summary.acceptedAt().isBefore(to)).orElse(true))
                .filter(summary -> filter.after()
                        .map(after -> summary.acceptedAt().isBefore(after.acceptedAt())
                                || (summary.acceptedAt().equals(after.acceptedAt())
                                        && summary.id()
                                                        .value()
                                                        .compareTo(after.id().value())
                                                < 0))
                        .orElse(true))
                .sorted(latestFirst)
                .toList();
        if (found.size() <= filter.limit()) {
            return Mono.just(new TicketPage(found, Optional.empty()));
        }
        TicketSummary last = found.get(filter.limit() - 1);
        return Mono.just(new TicketPage(
                found.subList(0, filter.limit()),
                Optional.of(new TicketFilter.Position(last.acceptedAt(), last.id()))));
    }

    private static TicketSummary summary(StoredTicket stored) {
        Ticket ticket = stored.ticket();
        return new TicketSummary(
                ticket.id(),
                ticket.number().value(),
                ticket.form().type(),
                ticket.form().subtype().map(Code::value),
                ticket.form().title(),
                ticket.form().province(),
                ticket.form().segment(),
                ticket.form().agent().value(),
                ticket.state().status(),
                ticket.urges(),
                stored.version(),
                ticket.acceptedAt());
    }
}
