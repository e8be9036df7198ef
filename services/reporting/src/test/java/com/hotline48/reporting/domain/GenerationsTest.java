package com.hotline48.reporting.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;

import org.junit.jupiter.api.Test;

class GenerationsTest {

    @Test
    void runsBothWhileTheNextOneIsBuilt() {
        Generations building = Generations.FIRST.begun();

        assertThat(building.running()).containsExactly(1, 2);
        assertThat(building.serving()).isEqualTo(1);
        assertThat(building.begun()).isEqualTo(building);
    }

    @Test
    void runsOnlyTheNextOneFromWhenTheServingOneIsStopped() {
        Generations stopped = Generations.FIRST.begun().servingStopped();

        assertThat(stopped.running()).containsExactly(2);
        assertThat(stopped.serving()).isEqualTo(1);
    }

    @Test
    void switchesInOneStep() {
        Generations switched = Generations.FIRST.begun().servingStopped().switched();

        assertThat(switched).isEqualTo(new Generations(2, Optional.empty(), false, Optional.of(1)));
        assertThat(switched.retired().begun().building()).contains(3);
    }

    @Test
    void refusesAStoppedOneWithoutSuccessor() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Generations(1, Optional.empty(), true, Optional.empty()));
    }
}
