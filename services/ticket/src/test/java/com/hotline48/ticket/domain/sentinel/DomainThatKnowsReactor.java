package com.hotline48.ticket.domain.sentinel;

import reactor.core.publisher.Mono;

/** Breaks the domain's rule on purpose. */
public final class DomainThatKnowsReactor {

    Mono<String> waits() {
        return Mono.just("no");
    }
}
