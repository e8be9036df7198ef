package com.hotline48.reporting.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

import com.hotline48.events.EventEnvelope;
import com.hotline48.events.sla.SlaEvent;
import com.hotline48.events.ticket.TicketEvent;
import com.hotline48.events.ticket.TicketType;
import com.hotline48.reporting.domain.Counts;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Whatever the services say, and however their three numberings are interleaved and repeated, the cells are those that
 * a plain recount of each ticket's last words gives.
 */
class ComplaintCellsPropertyTest {

    private static final List<String> PROVINCES = List.of("CN-BJ", "CN-GD", "CN");
    private static final List<SlaEvent.RepeatCause> CAUSES =
            List.of(SlaEvent.RepeatCause.UNSATISFIED, SlaEvent.RepeatCause.OVERDUE, SlaEvent.RepeatCause.DECLARED);
    private static final int TICKETS = 8;
    private static final int MAX_EVENTS = 6;

    @Property(tries = 300)
    void cellsEqualARecountForAnyInterleavingWithDuplicates(@ForAll long seed) {
        // Given
        Random random = new Random(seed);
        List<List<EventEnvelope<?>>> lanes = lanes(random);
        Map<String, Counts> expected = recount(lanes);

        // When
        TaskUnderTest task = new TaskUnderTest();
        for (EventEnvelope<?> event : interleaved(lanes, random)) {
            task.take(event);
            if (random.nextInt(10) == 0) {
                task.flush();
            }
        }
        task.flush();

        // Then
        Map<String, Counts> counted = task.cells();
        counted.values().removeIf(Counts.ZERO::equals);
        assertThat(counted).isEqualTo(expected);
    }

    /** One list per source and ticket: only within it is there an order. */
    private static List<List<EventEnvelope<?>>> lanes(Random random) {
        History history = new History();
        List<List<EventEnvelope<?>>> lanes = new ArrayList<>();
        for (int i = 0; i < TICKETS; i++) {
            String ticket = "t" + i;
            lanes.add(ticketLane(history, ticket, random));
            lanes.add(some(random, () -> switch (random.nextInt(6)) {
                case 0 -> history.clockStarted(ticket);
                case 1 -> history.met(ticket);
                case 2 -> history.breached(ticket);
                case 3 -> history.judgementWithdrawn(ticket, SlaEvent.Judgement.MET);
                case 4 -> history.clockCancelled(ticket);
                default -> history.warned(ticket);
            }));
            lanes.add(some(random, () -> switch (random.nextInt(5)) {
                case 0 -> history.relation(ticket, SlaEvent.Relation.NONE, Optional.empty());
                case 1 -> history.relation(ticket, SlaEvent.Relation.URGING, Optional.empty());
                default ->
                    history.relation(
                            ticket, SlaEvent.Relation.REPEAT, Optional.of(CAUSES.get(random.nextInt(CAUSES.size()))));
            }));
        }
        return lanes;
    }

    private static List<EventEnvelope<?>> ticketLane(History history, String ticket, Random random) {
        TicketType first = random.nextInt(4) == 0 ? TicketType.FAULT : TicketType.COMPLAINT;
        Instant at = History.ACCEPTED.plus(Duration.ofDays(random.nextInt(60)));
        List<EventEnvelope<?>> lane = new ArrayList<>();
        lane.add(history.accepted(ticket, PROVINCES.get(random.nextInt(PROVINCES.size())), first, at));
        int[] urges = {0};
        lane.addAll(some(random, () -> switch (random.nextInt(6)) {
            case 0 -> history.voided(ticket);
            case 1 -> history.voidWithdrawn(ticket);
            case 2 -> history.urged(ticket, ++urges[0]);
            case 3 -> history.answered(ticket);
            case 4 -> history.reclassified(ticket, TicketType.COMPLAINT, TicketType.SUGGESTION);
            default -> history.reclassified(ticket, TicketType.SUGGESTION, TicketType.COMPLAINT);
        }));
        return lane;
    }

    private static List<EventEnvelope<?>> some(Random random, java.util.function.Supplier<EventEnvelope<?>> next) {
        List<EventEnvelope<?>> events = new ArrayList<>();
        for (int i = random.nextInt(MAX_EVENTS); i > 0; i--) {
            events.add(next.get());
        }
        return events;
    }

    /** Each lane in its order, now and then going back to what it said before, as a relay does after a crash. */
    private static List<EventEnvelope<?>> interleaved(List<List<EventEnvelope<?>>> lanes, Random random) {
        List<EventEnvelope<?>> all = new ArrayList<>();
        int[] next = new int[lanes.size()];
        List<Integer> open = new ArrayList<>();
        for (int i = 0; i < next.length; i++) {
            open.add(i);
        }
        while (!open.isEmpty()) {
            Integer lane = open.get(random.nextInt(open.size()));
            if (next[lane] >= lanes.get(lane).size()) {
                open.remove(lane);
                continue;
            }
            all.add(lanes.get(lane).get(next[lane]++));
            if (random.nextInt(5) == 0) {
                next[lane] = random.nextInt(next[lane] + 1);
            }
        }
        return all;
    }

    /** The last words of each source, counted by hand. */
    private static Map<String, Counts> recount(List<List<EventEnvelope<?>>> lanes) {
        Map<String, Counts> cells = new HashMap<>();
        for (int i = 0; i < lanes.size(); i += 3) {
            boolean complaint = false;
            boolean voided = false;
            int urges = 0;
            String cell = "";
            for (EventEnvelope<?> event : lanes.get(i)) {
                if (event.data() instanceof TicketEvent.TicketAccepted accepted) {
                    complaint = accepted.type() == TicketType.COMPLAINT;
                    cell = accepted.acceptedAt()
                                    .plus(Duration.ofHours(8))
                                    .toString()
                                    .substring(0, 7) + "|" + event.province();
                } else if (event.data() instanceof TicketEvent.TicketReclassified reclassified) {
                    complaint = reclassified.to() == TicketType.COMPLAINT;
                } else if (event.data() instanceof TicketEvent.TicketVoided) {
                    voided = true;
                } else if (event.data() instanceof TicketEvent.VoidWithdrawn) {
                    voided = false;
                } else if (event.data() instanceof TicketEvent.TicketUrged) {
                    urges++;
                }
            }
            int met = 0;
            int overdue = 0;
            for (EventEnvelope<?> event : lanes.get(i + 1)) {
                if (!(event.data() instanceof SlaEvent.DeadlineWarned)) {
                    met = event.data() instanceof SlaEvent.DeadlineMet ? 1 : 0;
                    overdue = event.data() instanceof SlaEvent.DeadlineBreached ? 1 : 0;
                }
            }
            int[] causes = new int[3];
            int urging = 0;
            for (EventEnvelope<?> event : lanes.get(i + 2)) {
                SlaEvent.ComplaintRelationSet set = (SlaEvent.ComplaintRelationSet) event.data();
                causes = new int[3];
                urging = set.relation() == SlaEvent.Relation.URGING ? 1 : 0;
                if (set.cause().isPresent()) {
                    causes[CAUSES.indexOf(set.cause().get())] = 1;
                }
            }
            if (complaint) {
                cells.merge(
                        cell,
                        voided
                                ? new Counts(0, 0, 0, 0, 1, 0, 0, 0, 0, 0)
                                : new Counts(
                                        1,
                                        met,
                                        overdue,
                                        1 - met - overdue,
                                        0,
                                        causes[0],
                                        causes[1],
                                        causes[2],
                                        urging,
                                        urges),
                        Counts::plus);
            }
        }
        return cells;
    }
}
