package com.hotline48.events;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a schema change would break. Readers ignore what they do not know, so an event may gain optional members and
 * enum values; everything released stays as it is. Anything else is a new major version of the type.
 */
final class SchemaCompatibility {

    private SchemaCompatibility() {}

    static List<String> breaks(JsonNode released, JsonNode now) {
        List<String> breaks = new ArrayList<>();
        for (var property : released.get("properties").properties()) {
            JsonNode current = now.get("properties").get(property.getKey());
            if (current == null) {
                breaks.add(property.getKey() + ": removed");
            } else if (!current.path("type").equals(property.getValue().path("type"))
                    || !current.path("format").equals(property.getValue().path("format"))) {
                breaks.add(property.getKey() + ": another type");
            } else if (!values(current.path("enum"))
                    .containsAll(values(property.getValue().path("enum")))) {
                breaks.add(property.getKey() + ": an enum value is gone");
            }
        }
        if (!values(released.get("required")).equals(values(now.get("required")))) {
            breaks.add("required: old events lack what is new in it, old readers need what is gone from it");
        }
        return breaks;
    }

    private static Set<String> values(JsonNode array) {
        Set<String> values = new HashSet<>();
        array.forEach(value -> values.add(value.asText()));
        return values;
    }
}
