package com.hotline48.routing.domain.sentinel;

import reactor.core.publisher.Mono;

/** Breaks the rule on purpose: the architecture test must notice. */
public final class DomainThatKnowsReactor {

    Mono<String> later() {
        return Mono.just("");
    }
}
