package com.hotline48.routing.application;

/** How an answer is remembered for retries of its request. */
public interface FormAnswers {

    /** The answer as text; it must not have a note. */
    String write(FormView answer);

    /** The answer that a text holds. */
    FormView read(String text);
}
