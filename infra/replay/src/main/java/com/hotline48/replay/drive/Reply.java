package com.hotline48.replay.drive;

import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

/**
 * What the platform answered.
 *
 * @param body as it came, perhaps empty
 * @param retryAfter seconds of the header, if there was one
 */
public record Reply(int status, String body, Optional<Long> retryAfter) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Done, now or before. */
    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** Not now: the same request may be sent again. A timeout leaves open whether it was done. */
    public boolean isPassing() {
        return status == 429 || status == 502 || status == 503 || status == 504 || isConcurrentChange();
    }

    /** Somebody else changed the ticket at the same instant; nothing was done. */
    private boolean isConcurrentChange() {
        return status == 409 && json().path("type").asText().endsWith("/stale-version");
    }

    /** The body as JSON; missing if it is none. */
    public JsonNode json() {
        try {
            JsonNode node = JSON.readTree(body);
            return node == null ? MissingNode.getInstance() : node;
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    /** Status and problem, for an error message. */
    public String problem() {
        JsonNode problem = json();
        StringBuilder text = new StringBuilder(Integer.toString(status));
        for (String member : new String[] {"type", "title", "detail", "state", "errors"}) {
            if (problem.hasNonNull(member)) {
                text.append(' ').append(problem.get(member));
            }
        }
        return text.toString();
    }
}
