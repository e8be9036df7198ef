package com.hotline48.callback.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import com.hotline48.callback.domain.Attempt;
import com.hotline48.callback.domain.CancelReason;
import com.hotline48.callback.domain.Fact;
import com.hotline48.callback.domain.FreeText;
import com.hotline48.callback.domain.Ground;
import com.hotline48.callback.domain.Survey;
import com.hotline48.callback.domain.Task;
import com.hotline48.callback.domain.TaskId;
import com.hotline48.callback.domain.TaskState;
import com.hotline48.callback.domain.TaskStatus;
import com.hotline48.callback.domain.TicketCallbacks;
import com.hotline48.callback.domain.TicketId;
import com.hotline48.delivery.outbox.DuplicateAggregateException;
import com.hotline48.delivery.outbox.HandledCommand;
import com.hotline48.delivery.outbox.StaleAggregateException;
import com.hotline48.events.Causality;
import com.hotline48.events.Code;
import com.hotline48.events.callback.CallbackEvent.CallbackCancelled;
import com.hotline48.events.callback.CallbackEvent.Kind;
import com.hotline48.events.callback.CallbackEvent.Outcome;
import com.hotline48.events.callback.CallbackEvent.Satisfaction;
import com.hotline48.events.ticket.TicketType;
import org.junit.jupiter.api.Test;

/** What every {@link CallbackStore} and {@link TaskDirectory} does. */
public interface CallbackStoreContract {

    CallbackStore store();

    TaskDirectory directory();

    @Test
    default void givesBackWhatWasWritten() {
        TicketCallbacks callbacks = everyState(base());

        store().create(write(callbacks)).block();

        StoredCallbacks found = store().find(callbacks.id()).block();
        assertThat(found.callbacks()).isEqualTo(callbacks);
        assertThat(found.aggregate().version()).isEqualTo(1);
    }

    @Test
    default void givesBackATicketOfWhichLittleIsKnown() {
        TicketCallbacks callbacks = TicketCallbacks.of(id(), "CN");

        store().create(write(callbacks)).block();

        assertThat(store().find(callbacks.id()).block().callbacks()).isEqualTo(callbacks);
        assertThat(store().find(id()).blockOptional()).isEmpty();
    }

    @Test
    default void refusesToCreateTwiceAndToWriteOnOldGround() {
        TicketCallbacks callbacks = everyState(base());
        StoredCallbacks first = store().create(write(callbacks)).block();
        StoredCallbacks second = store().update(first, write(callbacks)).block();

        assertThat(second.aggregate().version()).isEqualTo(2);
        assertThatThrownBy(() -> store().create(write(callbacks)).block())
                .isInstanceOf(DuplicateAggregateException.class);
        assertThatThrownBy(() -> store().update(first, write(callbacks)).block())
                .isInstanceOf(StaleAggregateException.class);
    }

    @Test
    default void remembersCommands() {
        TicketCallbacks callbacks = everyState(base());
        StoredCallbacks first = store().create(write(callbacks)).block();
        HandledCommand command = new HandledCommand("key", "print", "{}");

        store().update(
                        first,
                        new CallbackWrite(
                                callbacks,
                                List.of(new CallbackCancelled("c", "TICKET_CLOSED", base())),
                                Causality.ofRequest("c-12345678"),
                                base(),
                                Optional.of(command),
                                Optional.empty()))
                .block();

        StoredCallbacks found = store().find(callbacks.id()).block();
        assertThat(found.aggregate().command("key")).contains(command);
        assertThat(found.aggregate().sequence()).isEqualTo(1);
    }

    @Test
    default void findsTasksByTicketStateAndDueInstant() {
        Instant base = base();
        TicketCallbacks one = everyState(base);
        TicketCallbacks other = everyState(base.plusSeconds(60));
        store().create(write(other)).block();
        store().create(write(one)).block();

        assertThat(ids(new TaskQuery(Optional.empty(), Optional.empty(), Optional.of(one.id()), Optional.empty(), 50)))
                .containsExactly(one.id() + "-c3", one.id() + "-c1", one.id() + "-c2", one.id() + "-c4");
        for (TaskStatus state : List.of(TaskStatus.HANDED_UP, TaskStatus.COMPLETED, TaskStatus.CANCELLED)) {
            assertThat(ids(from(base, state, base.plus(Duration.ofDays(20)))))
                    .as("%s", state)
                    .hasSize(state == TaskStatus.COMPLETED ? 4 : 2)
                    .contains(one.id() + "-c"
                            + (state == TaskStatus.HANDED_UP ? 4 : state == TaskStatus.CANCELLED ? 2 : 1));
        }
        // Exclusive.
        assertThat(ids(from(base, TaskStatus.CANCELLED, base.plus(Duration.ofHours(20)))))
                .isEmpty();
        assertThat(ids(from(
                        base,
                        TaskStatus.CANCELLED,
                        base.plus(Duration.ofHours(20)).plusMillis(1))))
                .containsExactly(one.id() + "-c2");
        assertThat(ids(from(base, null, base.plus(Duration.ofDays(20))))).hasSize(8);
    }

    @Test
    default void pagesSoonestDueFirstWithoutLossOrRepetition() {
        Instant base = base();
        for (int i = 0; i < 4; i++) {
            // Two and two due at the same instants.
            store().create(write(everyState(base.plusSeconds(60L * (i / 2))))).block();
        }
        for (TaskStatus state : new TaskStatus[] {TaskStatus.HANDED_UP, TaskStatus.COMPLETED, null}) {
            List<TaskView> seen = new ArrayList<>();
            TaskQuery query = from(base, state, base.plus(Duration.ofDays(20)), 3);
            for (int page = 0; page < 20; page++) {
                TaskPage found = directory().find(query).block();
                seen.addAll(found.tasks());
                if (found.next().isEmpty()) {
                    break;
                }
                query = new TaskQuery(query.state(), query.dueBefore(), query.ticketId(), found.next(), query.limit());
            }

            assertThat(seen).as("%s", state).hasSize(state == null ? 16 : state == TaskStatus.COMPLETED ? 8 : 4);
            assertThat(seen).extracting(TaskView::taskId).doesNotHaveDuplicates();
            assertThat(seen).extracting(TaskView::dueAt).isSorted();
        }
    }

    private List<String> ids(TaskQuery query) {
        return directory().find(query).block().tasks().stream()
                .map(TaskView::taskId)
                .toList();
    }

    /** The tests share a store: each looks only at its own stretch of time. */
    private static TaskQuery from(Instant base, TaskStatus state, Instant before) {
        return from(base, state, before, 200);
    }

    private static TaskQuery from(Instant base, TaskStatus state, Instant before, int limit) {
        return new TaskQuery(
                Optional.ofNullable(state),
                Optional.of(before),
                Optional.empty(),
                Optional.of(new TaskQuery.Place(base.minusMillis(1), new TaskId(new TicketId("t"), 1))),
                limit);
    }

    private static Instant base() {
        long days = UUID.randomUUID().getMostSignificantBits() >>> 45;
        return Instant.parse("2016-03-01T08:00:00.123Z").plus(Duration.ofDays(days * 30));
    }

    private static TicketId id() {
        return new TicketId("t" + UUID.randomUUID().toString().replace("-", "").substring(0, 25));
    }

    private static CallbackWrite write(TicketCallbacks callbacks) {
        return new CallbackWrite(
                callbacks, List.of(), Causality.ofRequest("c-12345678"), base(), Optional.empty(), Optional.empty());
    }

    private static TicketCallbacks everyState(Instant base) {
        TicketId id = id();
        Code agent = new Code("工号 7");
        Attempt reached = new Attempt(
                1,
                Outcome.REACHED,
                base,
                Optional.empty(),
                agent,
                Optional.of(new Survey(
                        true,
                        Satisfaction.BASICALLY_SATISFIED,
                        Optional.of(Satisfaction.SATISFIED),
                        false,
                        Optional.of(new FreeText("多谢 🌧 𠮷")))),
                Optional.of(new FreeText("未尽")));
        Attempt missed = new Attempt(
                1,
                Outcome.NO_ANSWER,
                base,
                Optional.of(base.plusSeconds(1800)),
                agent,
                Optional.empty(),
                Optional.empty());
        List<Task> tasks = List.of(
                new Task(
                        new TaskId(id, 1),
                        Kind.REPLY,
                        base,
                        base.plus(Duration.ofHours(10)),
                        List.of(reached),
                        new TaskState.Completed(base)),
                new Task(
                        new TaskId(id, 2),
                        Kind.REVISIT,
                        base,
                        base.plus(Duration.ofHours(20)),
                        List.of(),
                        new TaskState.Cancelled(base, CancelReason.TICKET_REOPENED)),
                new Task(
                        new TaskId(id, 3),
                        Kind.REVISIT,
                        base,
                        base.plus(Duration.ofHours(5)),
                        List.of(missed, reached),
                        new TaskState.Completed(base)),
                new Task(
                        new TaskId(id, 4),
                        Kind.COMPLAINT_REVISIT,
                        base,
                        base.plus(Duration.ofHours(30)),
                        List.of(missed),
                        new TaskState.HandedUp(base)));
        Ground ground = new Ground(
                Optional.of(TicketType.COMPLAINT),
                false,
                true,
                Optional.of(base),
                Optional.of(base.plusSeconds(1)),
                Optional.of(base.plusSeconds(2)),
                Optional.of(new Fact.FedBack(base.plusSeconds(3), Optional.of(base.plusSeconds(2)))));
        return new TicketCallbacks(id, "CN-BJ", ground, tasks);
    }
}
