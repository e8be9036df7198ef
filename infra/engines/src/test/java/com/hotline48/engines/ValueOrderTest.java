package com.hotline48.engines;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.ObjectId;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ValueOrderTest {

    private static final ValueOrder ORDER = ValueOrder.INSTANCE;

    @Test
    void ordersTypesBeforeValues() {
        List<Object> sorted = Arrays.asList(
                null, -1L, 2, 2.5, "", "a", new ObjectId(), false, true, Instant.EPOCH, Instant.EPOCH.plusMillis(1));
        List<Object> shuffled = new java.util.ArrayList<>(sorted);
        Collections.reverse(shuffled);
        shuffled.sort(ORDER);
        assertThat(shuffled).isEqualTo(sorted);
    }

    @Test
    void comparesNumbersByValue() {
        assertThat(ORDER.compare(1, 1L)).isZero();
        assertThat(ORDER.compare(1, 1.0)).isZero();
        assertThat(ORDER.compare(0.0, -0.0)).isZero();
        assertThat(ORDER.compare(Long.MAX_VALUE, Long.MAX_VALUE - 1)).isPositive();
        assertThat(ORDER.compare(null, Missing.getInstance())).isZero();
    }

    @Test
    void setsEdgesAroundAType() {
        ValueOrder.Edge before = new ValueOrder.Edge(ValueOrder.rank("x"), false);
        ValueOrder.Edge behind = new ValueOrder.Edge(ValueOrder.rank("x"), true);
        assertThat(ORDER.compare(before, "")).isNegative();
        assertThat(ORDER.compare("\uffff", behind)).isNegative();
        assertThat(ORDER.compare(before, 5)).isPositive();
        assertThat(ORDER.compare(behind, Instant.EPOCH)).isNegative();
    }

    @Property(tries = 500)
    void isATotalOrder(@ForAll("values") Object a, @ForAll("values") Object b, @ForAll("values") Object c) {
        assertThat(Integer.signum(ORDER.compare(a, b))).isEqualTo(-Integer.signum(ORDER.compare(b, a)));
        if (ORDER.compare(a, b) <= 0 && ORDER.compare(b, c) <= 0) {
            assertThat(ORDER.compare(a, c)).isLessThanOrEqualTo(0);
        }
    }

    @Provide
    Arbitrary<Object> values() {
        return Arbitraries.oneOf(
                Arbitraries.integers().between(-3, 3).map(i -> (Object) i),
                Arbitraries.longs().between(-3, 3).map(i -> (Object) i),
                Arbitraries.of(-1.5, 0.0, 1.0, 2.5).map(d -> (Object) d),
                Arbitraries.strings().alpha().ofMaxLength(2).map(s -> (Object) s),
                Arbitraries.of(true, false).map(x -> (Object) x),
                Arbitraries.of(0L, 1L, 2L).map(n -> (Object) Instant.ofEpochSecond(n)));
    }
}
