package com.hotline48.reporting.application;

import java.util.concurrent.atomic.AtomicReference;

import com.hotline48.reporting.domain.Generations;
import reactor.core.publisher.Mono;

/** A register in memory. */
final class InMemoryGenerationRegister implements GenerationRegister {

    private final AtomicReference<Generations> state = new AtomicReference<>(Generations.FIRST);

    @Override
    public Mono<Generations> current() {
        return Mono.fromSupplier(state::get);
    }

    @Override
    public Mono<Boolean> replace(Generations expected, Generations next) {
        return Mono.fromSupplier(() -> {
            Generations now = state.get();
            return now.equals(expected) && state.compareAndSet(now, next);
        });
    }
}
