package com.hotline48.callback.application;

/** How an answer is remembered for retries of its request. */
public interface TaskAnswers {

    /** The answer as text; it must not have free text. */
    String write(TaskView answer);

    /** The answer that a text holds. */
    TaskView read(String text);
}
