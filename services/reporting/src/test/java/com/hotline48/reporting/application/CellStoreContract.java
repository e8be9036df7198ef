package com.hotline48.reporting.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;

import com.hotline48.reporting.domain.Cell;
import com.hotline48.reporting.domain.Counts;
import org.junit.jupiter.api.Test;

/** What every {@link CellStore} does. */
public interface CellStoreContract {

    YearMonth MARCH = YearMonth.of(2016, 3);
    Counts ONE = new Counts(1, 0, 0, 1, 0, 0, 0, 0, 0, 0);

    /** An empty store. */
    CellStore store();

    @Test
    default void keepsTheCellsOfEachPartitionAndGeneration() {
        // Given
        CellStore store = store();

        // When
        store.store(1, List.of(cell("CN-BJ", 0, 5, ONE), cell("CN-BJ", 1, 3, ONE)), List.of())
                .block();
        store.store(2, List.of(cell("CN-BJ", 0, 1, ONE)), List.of()).block();

        // Then
        assertThat(store.cellsOf(1, MARCH).block())
                .containsExactlyInAnyOrder(cell("CN-BJ", 0, 5, ONE), cell("CN-BJ", 1, 3, ONE));
        assertThat(store.cellsOf(1, MARCH.plusMonths(1)).block()).isEmpty();
        assertThat(store.cellsOf(2, MARCH).block()).hasSize(1);
    }

    @Test
    default void neverGoesBackToAnEarlierOffset() {
        // Given
        CellStore store = store();
        Instant asOf = Instant.parse("2016-03-01T00:00:00Z");
        store.store(1, List.of(cell("CN-BJ", 0, 5, ONE)), List.of(new PartitionProgress(0, 6, asOf)))
                .block();

        // When: an earlier one among later ones, as after a restart of the sink
        store.store(
                        1,
                        List.of(cell("CN-BJ", 0, 4, Counts.ZERO), cell("CN-GD", 0, 7, ONE)),
                        List.of(new PartitionProgress(0, 2, asOf.minusSeconds(9)), new PartitionProgress(1, 0, asOf)))
                .block();

        // Then
        assertThat(store.cellsOf(1, MARCH).block())
                .containsExactlyInAnyOrder(cell("CN-BJ", 0, 5, ONE), cell("CN-GD", 0, 7, ONE));
        assertThat(store.progressOf(1).block())
                .containsExactlyInAnyOrder(new PartitionProgress(0, 6, asOf), new PartitionProgress(1, 0, asOf));
    }

    @Test
    default void replacesByALaterOffset() {
        // Given
        CellStore store = store();
        store.store(1, List.of(cell("CN-BJ", 0, 5, ONE)), List.of()).block();

        // When
        store.store(1, List.of(cell("CN-BJ", 0, 9, Counts.ZERO)), List.of()).block();

        // Then
        assertThat(store.cellsOf(1, MARCH).block()).containsExactly(cell("CN-BJ", 0, 9, Counts.ZERO));
    }

    @Test
    default void deletesOneGenerationOnly() {
        // Given
        CellStore store = store();
        PartitionProgress progress = new PartitionProgress(0, 6, Instant.EPOCH);
        store.store(1, List.of(cell("CN-BJ", 0, 5, ONE)), List.of(progress)).block();
        store.store(2, List.of(cell("CN-BJ", 0, 5, ONE)), List.of(progress)).block();

        // When
        store.delete(1).block();

        // Then
        assertThat(store.cellsOf(1, MARCH).block()).isEmpty();
        assertThat(store.progressOf(1).block()).isEmpty();
        assertThat(store.cellsOf(2, MARCH).block()).hasSize(1);
        assertThat(store.progressOf(2).block()).hasSize(1);
    }

    static PartialCell cell(String province, int partition, long offset, Counts counts) {
        return new PartialCell(new Cell(MARCH, province), partition, offset, counts);
    }
}
