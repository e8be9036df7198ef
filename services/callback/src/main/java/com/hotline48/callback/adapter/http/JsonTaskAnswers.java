package com.hotline48.callback.adapter.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.hotline48.callback.application.TaskAnswers;
import com.hotline48.callback.application.TaskView;

/** Answers as the JSON that was sent. */
public final class JsonTaskAnswers implements TaskAnswers {

    private final ObjectMapper mapper;

    public JsonTaskAnswers(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    @Override
    public String write(TaskView answer) {
        if (answer.hasFreeText()) {
            throw new IllegalArgumentException("an answer that is kept has no free text");
        }
        try {
            return mapper.writeValueAsString(answer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e.getClass().getSimpleName());
        }
    }

    @Override
    public TaskView read(String text) {
        try {
            return mapper.readValue(text, TaskView.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored answer: " + e.getClass().getSimpleName());
        }
    }
}
