package com.hotline48.routing.adapter.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.hotline48.routing.application.FormAnswers;
import com.hotline48.routing.application.FormView;

/** Answers as the JSON that was sent. */
public final class JsonFormAnswers implements FormAnswers {

    private final ObjectMapper mapper;

    public JsonFormAnswers(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    @Override
    public String write(FormView answer) {
        if (answer.note().isPresent()) {
            throw new IllegalArgumentException("an answer that is kept has no note");
        }
        try {
            return mapper.writeValueAsString(answer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e.getClass().getSimpleName());
        }
    }

    @Override
    public FormView read(String text) {
        try {
            return mapper.readValue(text, FormView.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored answer: " + e.getClass().getSimpleName());
        }
    }
}
