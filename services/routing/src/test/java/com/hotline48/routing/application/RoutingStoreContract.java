package com.hotline48.routing.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import com.hotline48.delivery.outbox.DuplicateAggregateException;
import com.hotline48.delivery.outbox.HandledCommand;
import com.hotline48.delivery.outbox.StaleAggregateException;
import com.hotline48.events.Causality;
import com.hotline48.events.Code;
import com.hotline48.events.routing.RoutingEvent;
import com.hotline48.events.routing.RoutingEvent.FormAccepted;
import com.hotline48.events.routing.RoutingEvent.FormCancelled;
import com.hotline48.events.ticket.TicketType;
import com.hotline48.routing.domain.Form;
import com.hotline48.routing.domain.FormEntry;
import com.hotline48.routing.domain.FormId;
import com.hotline48.routing.domain.FormState;
import com.hotline48.routing.domain.FormStatus;
import com.hotline48.routing.domain.Matter;
import com.hotline48.routing.domain.Note;
import com.hotline48.routing.domain.TicketId;
import com.hotline48.routing.domain.TicketRouting;
import org.junit.jupiter.api.Test;

/** What every {@link RoutingStore} and {@link FormDirectory} does. */
public interface RoutingStoreContract {

    Instant T = Instant.parse("2016-03-01T08:00:00.123Z");

    RoutingStore store();

    FormDirectory directory();

    @Test
    default void givesBackWhatWasWritten() {
        TicketRouting routing =
                everyState(id(), new Code("D-" + UUID.randomUUID().toString().substring(0, 4)));

        store().create(write(routing)).block();

        StoredRouting found = store().find(routing.id()).block();
        assertThat(found.routing()).isEqualTo(routing);
        assertThat(found.aggregate().version()).isEqualTo(1);
        assertThat(found.routing().forms().get(3).note()).contains(new Note("不归我们 🌧 𠮷"));
    }

    @Test
    default void findsNothingUnknown() {
        assertThat(store().find(id()).blockOptional()).isEmpty();
    }

    @Test
    default void refusesToCreateTwiceAndToWriteOnOldGround() {
        TicketRouting routing = everyState(id(), new Code("D"));
        StoredRouting first = store().create(write(routing)).block();
        StoredRouting second = store().update(first, write(routing)).block();

        assertThat(second.aggregate().version()).isEqualTo(2);
        assertThatThrownBy(() -> store().create(write(routing)).block())
                .isInstanceOf(DuplicateAggregateException.class);
        assertThatThrownBy(() -> store().update(first, write(routing)).block())
                .isInstanceOf(StaleAggregateException.class);
    }

    @Test
    default void remembersCommands() {
        TicketRouting routing = everyState(id(), new Code("D"));
        StoredRouting first = store().create(write(routing)).block();
        HandledCommand command = new HandledCommand("key", "print", "{}");

        store().update(
                        first,
                        new RoutingWrite(
                                routing,
                                List.<RoutingEvent>of(new FormAccepted("f", T)),
                                Causality.ofRequest("c-12345678"),
                                T,
                                Optional.of(command),
                                Optional.empty()))
                .block();

        StoredRouting found = store().find(routing.id()).block();
        assertThat(found.aggregate().command("key")).contains(command);
        assertThat(found.aggregate().sequence()).isEqualTo(1);
    }

    @Test
    default void findsFormsByDepartmentAndState() {
        Code own = new Code("D-" + UUID.randomUUID().toString().substring(0, 4));
        Code other = new Code("E-" + UUID.randomUUID().toString().substring(0, 4));
        TicketRouting mine = everyState(id(), own);
        TicketRouting others = everyState(id(), other);
        store().create(write(mine)).block();
        store().create(write(others)).block();

        assertThat(ids(query(mine.id(), null, null, null, 50)))
                .containsExactly(
                        mine.id() + "-f1", mine.id() + "-f2", mine.id() + "-f3", mine.id() + "-f4", mine.id() + "-f5");
        assertThat(ids(query(null, own, null, null, 50))).hasSize(5);
        assertThat(ids(query(null, own, FormStatus.RETURNED, null, 50))).containsExactly(mine.id() + "-f4");
        assertThat(ids(query(mine.id(), other, null, null, 50))).isEmpty();
        assertThat(ids(query(null, null, FormStatus.ACCEPTED, null, 200)))
                .contains(mine.id() + "-f2", others.id() + "-f2")
                .doesNotContain(mine.id() + "-f1");
    }

    @Test
    default void pagesThroughFormsWithoutLossOrRepetition() {
        Code own = new Code("D-" + UUID.randomUUID().toString().substring(0, 4));
        for (int i = 0; i < 3; i++) {
            store().create(write(everyState(id(), own))).block();
        }

        List<String> seen = new ArrayList<>();
        FormId after = null;
        for (int page = 0; page < 20; page++) {
            FormPage found = directory().find(query(null, own, null, after, 4)).block();
            found.forms().forEach(form -> seen.add(form.formId()));
            if (found.next().isEmpty()) {
                break;
            }
            after = found.next().get();
        }

        assertThat(seen).hasSize(15).doesNotHaveDuplicates().isSorted();
    }

    private List<String> ids(FormQuery query) {
        return directory().find(query).block().forms().stream()
                .map(FormView::formId)
                .toList();
    }

    private static FormQuery query(TicketId ticket, Code department, FormStatus state, FormId after, int limit) {
        return new FormQuery(
                Optional.ofNullable(ticket),
                Optional.ofNullable(department),
                Optional.ofNullable(state),
                Optional.ofNullable(after),
                limit);
    }

    private static TicketId id() {
        return new TicketId("t" + UUID.randomUUID().toString().replace("-", "").substring(0, 25));
    }

    private static RoutingWrite write(TicketRouting routing) {
        return new RoutingWrite(
                routing, List.of(), Causality.ofRequest("c-12345678"), T, Optional.empty(), Optional.empty());
    }

    private static TicketRouting everyState(TicketId id, Code department) {
        Code agent = new Code("工号 7");
        List<FormState> states = List.of(
                new FormState.Dispatched(),
                new FormState.Accepted(T.plusSeconds(1)),
                new FormState.FedBack(Optional.of(T.plusSeconds(1)), T.plusSeconds(2), Optional.of(T)),
                new FormState.Returned(Optional.empty(), T.plusSeconds(2), new Code("WRONG")),
                new FormState.Cancelled(Optional.empty(), T.plusSeconds(2), FormCancelled.Cause.REDISPATCHED));
        List<Form> forms = new ArrayList<>();
        for (FormState state : states) {
            forms.add(new Form(
                    new FormId(id, forms.size() + 1),
                    department,
                    T,
                    T.plus(Duration.ofHours(24)),
                    state,
                    List.of(
                            new FormEntry(FormEntry.Act.ACCEPTED, agent, T, Optional.empty()),
                            new FormEntry(FormEntry.Act.RETURNED, agent, T, Optional.of(new Note("不归我们 🌧 𠮷"))))));
        }
        return new TicketRouting(
                id, new Matter(TicketType.COMPLAINT, Optional.of("天气 预报"), "CN-BJ"), T, forms, Set.of(department));
    }
}
