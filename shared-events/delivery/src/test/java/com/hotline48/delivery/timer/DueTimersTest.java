package com.hotline48.delivery.timer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;

import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DueTimersTest {

    private static final Instant T = Instant.parse("2026-03-01T00:00:00Z");

    private final KeyValueStore<Bytes, byte[]> store = Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore("timers"), Serdes.Bytes(), Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    private long nanos;
    private final DueTimers timers = new DueTimers(store, () -> nanos);

    @BeforeEach
    void init() {
        MockProcessorContext<Void, Void> context = new MockProcessorContext<>(new Properties());
        store.init(context.getStateStoreContext(), store);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private List<String> take(Instant now) {
        return timers.takeDue(now).stream().map(DueTimers.Due::id).toList();
    }

    @Test
    void handsOutWhatIsDueSoonestFirstAndOnce() {
        timers.set(T.plusSeconds(2), "b", new byte[] {2});
        timers.set(T.plusSeconds(1), "a", new byte[] {1});
        timers.set(T.plusSeconds(3), "c", new byte[] {3});

        assertThat(take(T)).isEmpty();
        assertThat(take(T.plusSeconds(2))).containsExactly("a", "b");
        assertThat(take(T.plusSeconds(2))).isEmpty();
        assertThat(timers.soonest()).contains(T.plusSeconds(3));
    }

    @Test
    void aTimerBeforeTheLastFiredOneStillFires() {
        timers.set(T.plusSeconds(5), "late", new byte[0]);
        assertThat(take(T.plusSeconds(5))).containsExactly("late");

        timers.set(Instant.parse("1969-12-31T23:00:00Z"), "old", new byte[0]);
        timers.set(T, "early", new byte[0]);

        assertThat(take(T.plusSeconds(5))).containsExactly("old", "early");
    }

    @Test
    void removesWhatIsNoLongerWanted() {
        timers.set(T, "a", new byte[0]);
        timers.set(T, "b", new byte[0]);

        timers.remove(T, "a");
        timers.remove(T, "nothing");

        assertThat(take(T)).containsExactly("b");
        assertThat(timers.soonest()).isEmpty();
    }

    @Test
    void doesNotTakeLongerThanItsBudget() {
        for (int i = 0; i < 3_000; i++) {
            timers.set(T.plusMillis(i), "t" + i, new byte[0]);
        }

        assertThat(take(T.plusSeconds(10))).hasSize(2_000);
        assertThat(take(T.plusSeconds(10))).hasSize(1_000);

        timers.set(T, "a", new byte[0]);
        timers.set(T, "b", new byte[0]);
        DueTimers slow =
                new DueTimers(store, () -> nanos += Duration.ofMillis(15).toNanos());
        assertThat(slow.takeDue(T)).hasSize(1);
        assertThat(slow.takeDue(T)).hasSize(1);
    }
}
