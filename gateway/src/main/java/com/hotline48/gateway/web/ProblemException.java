package com.hotline48.gateway.web;

import com.hotline48.gateway.rules.Problem;
import org.springframework.http.HttpHeaders;

/** Ends an exchange with a problem; a value that travels, so it carries no stack. */
final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final transient HttpHeaders headers = new HttpHeaders();

    ProblemException(Problem problem) {
        super(problem.code(), null, false, false);
        this.problem = problem;
    }

    ProblemException with(String header, String value) {
        headers.set(header, value);
        return this;
    }

    Problem problem() {
        return problem;
    }

    HttpHeaders headers() {
        return headers;
    }
}
