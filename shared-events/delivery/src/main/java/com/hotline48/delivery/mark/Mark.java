package com.hotline48.delivery.mark;

import java.io.IOException;
import java.time.Instant;
import java.util.Objects;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * "Everything that {@code source} recorded before {@code upTo} is in its topics" (a record of
 * {@link com.hotline48.events.Topics#MARKS}; key {@link #key()}).
 *
 * @param source of {@link com.hotline48.events.Sources}
 * @param lane which part of the source's work, 0..lanes-1
 * @param lanes in how many independent parts the source works, at least 1; its progress is the least of all lanes
 * @param upTo UTC, milliseconds
 */
public record Mark(String source, int lane, int lanes, Instant upTo) {

    private static final ObjectMapper JSON = new ObjectMapper();

    public Mark {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(upTo, "upTo");
        if (lane < 0 || lane >= lanes) {
            throw new IllegalArgumentException("lane: " + lane + " (expected: 0.." + (lanes - 1) + ")");
        }
    }

    /** The record's key: marks of one lane replace each other. */
    public String key() {
        return source + "|" + lane;
    }

    /** The record's value. */
    public byte[] encode() {
        try {
            return JSON.writeValueAsBytes(JSON.createObjectNode()
                    .put("source", source)
                    .put("lane", lane)
                    .put("lanes", lanes)
                    .put("upTo", upTo.toString()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @throws IllegalArgumentException if the bytes are no mark */
    public static Mark decode(byte[] bytes) {
        try {
            JsonNode node = JSON.readTree(bytes);
            return new Mark(
                    node.path("source").asText(),
                    node.path("lane").asInt(-1),
                    node.path("lanes").asInt(),
                    Instant.parse(node.path("upTo").asText()));
        } catch (IOException | java.time.DateTimeException e) {
            throw new IllegalArgumentException("not a mark", e);
        }
    }
}
