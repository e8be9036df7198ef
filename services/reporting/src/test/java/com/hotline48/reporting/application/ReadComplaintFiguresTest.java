package com.hotline48.reporting.application;

import static com.hotline48.reporting.application.CellStoreContract.MARCH;
import static com.hotline48.reporting.application.CellStoreContract.ONE;
import static com.hotline48.reporting.application.CellStoreContract.cell;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;

import com.hotline48.reporting.domain.Counts;
import com.hotline48.reporting.domain.Generations;
import com.hotline48.reporting.domain.Scope;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class ReadComplaintFiguresTest {

    private static final Instant T = Instant.parse("2026-01-01T00:00:00Z");

    private final InMemoryGenerationRegister register = new InMemoryGenerationRegister();
    private final InMemoryCellStore cells = new InMemoryCellStore();
    private final ReadComplaintFigures figures = new ReadComplaintFigures(register, cells, 2);

    @Test
    void addsUpPartitionsAndProvinces() {
        // Given
        store(1, List.of(cell("CN-BJ", 0, 1, ONE), cell("CN-BJ", 1, 1, ONE), cell("CN", 0, 2, ONE)), T, T);

        // Then
        assertThat(figures.read(MARCH, Scope.NATIONAL)
                        .block()
                        .figures()
                        .counts()
                        .complaints())
                .isEqualTo(3);
        assertThat(figures.read(MARCH, Scope.of("CN-BJ"))
                        .block()
                        .figures()
                        .counts()
                        .complaints())
                .isEqualTo(2);
        assertThat(figures.read(MARCH, Scope.of("CN-GD")).block().figures().counts())
                .isEqualTo(Counts.ZERO);
        assertThat(figures.readAll(MARCH).block())
                .extracting(report -> report.scope().name())
                .containsExactly("NATIONAL", "CN", "CN-BJ");
    }

    @Test
    void goesAsFarAsTheSlowestPartition() {
        store(1, List.of(), T, T.minusSeconds(5));

        assertThat(figures.read(MARCH, Scope.NATIONAL).block().asOf()).isEqualTo(T.minusSeconds(5));
    }

    @Test
    void knowsNothingUntilEveryPartitionHasToldItsProgress() {
        cells.store(1, List.of(), List.of(new PartitionProgress(1, 1, T))).block();

        assertThat(figures.read(MARCH, Scope.NATIONAL).block().asOf()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void readsAgainWhenTheGenerationIsSwitchedMeanwhile() {
        // Given: the old generation's cells are gone by the time they are read
        store(1, List.of(), T, T);
        store(2, List.of(cell("CN-BJ", 0, 1, ONE)), T, T);
        CellStore switching = new CellStore() {
            @Override
            public Mono<Void> store(int generation, List<PartialCell> changed, List<PartitionProgress> progress) {
                return cells.store(generation, changed, progress);
            }

            @Override
            public Mono<List<PartialCell>> cellsOf(int generation, YearMonth month) {
                register.replace(Generations.FIRST, new Generations(2, Optional.empty(), false, Optional.of(1)))
                        .block();
                return cells.cellsOf(generation, month);
            }

            @Override
            public Mono<List<PartitionProgress>> progressOf(int generation) {
                return cells.progressOf(generation);
            }

            @Override
            public Mono<Void> delete(int generation) {
                return cells.delete(generation);
            }
        };

        // When
        ComplaintReport report = new ReadComplaintFigures(register, switching, 2)
                .read(MARCH, Scope.NATIONAL)
                .block();

        // Then
        assertThat(report.figures().counts()).isEqualTo(ONE);
    }

    private void store(int generation, List<PartialCell> partials, Instant first, Instant second) {
        cells.store(
                        generation,
                        partials,
                        List.of(new PartitionProgress(0, 9, first), new PartitionProgress(1, 9, second)))
                .block();
    }
}
