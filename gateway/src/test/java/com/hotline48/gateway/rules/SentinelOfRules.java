package com.hotline48.gateway.rules;

import org.springframework.http.HttpStatus;

/** Breaks the rule on purpose: the architecture test must notice. */
class SentinelOfRules {

    HttpStatus status() {
        return HttpStatus.OK;
    }
}
