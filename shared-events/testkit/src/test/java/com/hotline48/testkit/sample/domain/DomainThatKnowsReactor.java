package com.hotline48.testkit.sample.domain;

import reactor.core.publisher.Mono;

/** Breaks the rule of the domain. */
public record DomainThatKnowsReactor(Mono<String> later) {}
