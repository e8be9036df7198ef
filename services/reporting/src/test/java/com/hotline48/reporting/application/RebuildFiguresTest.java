package com.hotline48.reporting.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import com.hotline48.reporting.domain.Counts;
import com.hotline48.reporting.domain.Generations;
import org.junit.jupiter.api.Test;

class RebuildFiguresTest {

    private static final Instant T = Instant.parse("2026-01-01T00:00:00Z");

    private final InMemoryGenerationRegister register = new InMemoryGenerationRegister();
    private final InMemoryCellStore cells = new InMemoryCellStore();
    private final RecordingRunner runner = new RecordingRunner();
    private final RebuildFigures rebuild = new RebuildFigures(register, cells, runner, 2);
    private long offset;

    @Test
    void runsTheServingGenerationFromTheStart() {
        rebuild.advance();

        assertThat(runner.running).containsExactly(1);
    }

    @Test
    void servesTheOldOneUntilTheNextHasCaughtUp() {
        // Given
        reached(1, T, T);
        rebuild.begin().block();
        rebuild.advance();
        assertThat(runner.running).containsExactly(1, 2);

        // When: one partition of the next is far behind
        reached(2, T.minusSeconds(60), T);
        rebuild.advance();

        // Then
        assertThat(now()).isEqualTo(Generations.FIRST.begun());
    }

    @Test
    void stopsTheOldOneWhenTheNextIsCloseAndSwitchesWhenItIsThere() {
        // Given
        reached(1, T, T);
        rebuild.begin().block();
        reached(2, T.minusSeconds(1), T);
        rebuild.advance();
        rebuild.advance();
        assertThat(runner.running).containsExactly(2);
        assertThat(now().serving()).isEqualTo(1);

        // When
        reached(2, T, T.plusSeconds(1));
        rebuild.advance();

        // Then
        assertThat(now()).isEqualTo(Generations.FIRST.begun().servingStopped().switched());
    }

    @Test
    void removesTheOldOneAndTriesAgainIfThatFails() {
        // Given
        register.replace(Generations.FIRST, new Generations(2, Optional.empty(), false, Optional.of(1)))
                .block();
        cells.store(1, List.of(CellStoreContract.cell("CN-BJ", 0, 1, Counts.ZERO)), List.of())
                .block();
        runner.removable = false;
        assertThatIllegalStateException().isThrownBy(rebuild::advance);
        assertThat(now().retiring()).contains(1);

        // When
        runner.removable = true;
        rebuild.advance();

        // Then
        assertThat(now()).isEqualTo(new Generations(2, Optional.empty(), false, Optional.empty()));
        assertThat(runner.removed).containsExactly(1);
        assertThat(cells.cellsOf(1, CellStoreContract.MARCH).block()).isEmpty();
    }

    @Test
    void goesOnWithARebuildThatAnotherProcessBegan() {
        // Given
        register.replace(Generations.FIRST, Generations.FIRST.begun().servingStopped())
                .block();
        reached(1, T, T);
        reached(2, T, T);

        // When
        rebuild.advance();
        rebuild.advance();

        // Then
        assertThat(now()).isEqualTo(new Generations(2, Optional.empty(), false, Optional.empty()));
    }

    @Test
    void beginsOnlyOneRebuildAtATime() {
        rebuild.begin().block();

        assertThat(rebuild.begin().block().generations()).isEqualTo(Generations.FIRST.begun());
    }

    private void reached(int generation, Instant first, Instant second) {
        offset++;
        cells.store(
                        generation,
                        List.of(),
                        List.of(new PartitionProgress(0, offset, first), new PartitionProgress(1, offset, second)))
                .block();
    }

    private Generations now() {
        return register.current().block();
    }

    private static final class RecordingRunner implements GenerationRunner {
        Set<Integer> running = Set.of();
        final List<Integer> removed = new ArrayList<>();
        boolean removable = true;

        @Override
        public void run(Set<Integer> generations) {
            running = new TreeSet<>(generations);
        }

        @Override
        public void remove(int generation) {
            if (!removable) {
                throw new IllegalStateException("the group is not empty");
            }
            removed.add(generation);
        }
    }
}
