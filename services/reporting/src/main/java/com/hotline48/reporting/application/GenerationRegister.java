package com.hotline48.reporting.application;

import com.hotline48.reporting.domain.Generations;
import reactor.core.publisher.Mono;

/** Where it is written down which generations exist. */
public interface GenerationRegister {

    /** What is written down; {@link Generations#FIRST} in a new installation. */
    Mono<Generations> current();

    /** Writes {@code next} in one write; false, and nothing written, if something else than {@code expected} is there. */
    Mono<Boolean> replace(Generations expected, Generations next);
}
