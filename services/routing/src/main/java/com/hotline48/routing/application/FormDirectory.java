package com.hotline48.routing.application;

import reactor.core.publisher.Mono;

/** Finds forms. */
public interface FormDirectory {

    /** The forms that fit, by ticket and hop. */
    Mono<FormPage> find(FormQuery query);
}
