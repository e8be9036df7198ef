package com.hotline48.reporting.application;

import static org.assertj.core.api.Assertions.assertThat;

import com.hotline48.reporting.domain.Generations;
import org.junit.jupiter.api.Test;

/** What every {@link GenerationRegister} does. */
public interface GenerationRegisterContract {

    /** A register of a new installation. */
    GenerationRegister register();

    @Test
    default void beginsWithTheFirstGeneration() {
        assertThat(register().current().block()).isEqualTo(Generations.FIRST);
    }

    @Test
    default void remembersEveryState() {
        GenerationRegister register = register();
        Generations state = register.current().block();
        for (Generations next : new Generations[] {
            state.begun(),
            state.begun().servingStopped(),
            state.begun().servingStopped().switched()
        }) {
            assertThat(register.replace(state, next).block()).isTrue();
            assertThat(register.current().block()).isEqualTo(next);
            state = next;
        }
    }

    @Test
    default void refusesToReplaceWhatIsNotThereAnyMore() {
        // Given
        GenerationRegister register = register();
        register.replace(register.current().block(), Generations.FIRST.begun()).block();

        // When
        Boolean replaced =
                register.replace(Generations.FIRST, Generations.FIRST).block();

        // Then
        assertThat(replaced).isFalse();
        assertThat(register.current().block()).isEqualTo(Generations.FIRST.begun());
    }
}
