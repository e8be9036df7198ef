package com.hotline48.callback.application.sentinel;

import org.springframework.http.HttpStatus;

/** Breaks the rule on purpose: the architecture test must notice. */
public final class UseCaseThatKnowsSpring {

    HttpStatus status() {
        return HttpStatus.OK;
    }
}
