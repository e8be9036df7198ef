package com.hotline48.complaintsla.domain.sentinel;

import org.springframework.http.HttpStatus;

/** Breaks the domain's rule on purpose. */
public final class DomainThatKnowsSpring {
    HttpStatus status = HttpStatus.OK;
}
