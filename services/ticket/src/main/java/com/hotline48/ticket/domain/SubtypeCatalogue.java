package com.hotline48.ticket.domain;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.hotline48.events.Code;
import com.hotline48.events.ticket.TicketType;

/** The subtypes per type (domain.md §2.2): data, versioned. */
public final class SubtypeCatalogue {

    private final int version;
    private final Map<TicketType, Map<Code, Subtype>> subtypes = new EnumMap<>(TicketType.class);

    /**
     * @param version travels on the events of what was taken by it, from 1
     * @throws IllegalArgumentException if a type has a code twice
     */
    public SubtypeCatalogue(int version, Map<TicketType, List<Subtype>> subtypes) {
        if (version < 1) {
            throw new IllegalArgumentException("catalogue version: " + version + " (expected: >= 1)");
        }
        this.version = version;
        subtypes.forEach((type, list) -> {
            Map<Code, Subtype> byCode = new LinkedHashMap<>();
            for (Subtype subtype : list) {
                if (byCode.put(subtype.code(), subtype) != null) {
                    throw new IllegalArgumentException("catalogue: " + type + " has " + subtype.code() + " twice");
                }
            }
            this.subtypes.put(type, byCode);
        });
    }

    public int version() {
        return version;
    }

    /** The subtype of a code within a type, empty when the catalogue does not know it. */
    public Optional<Subtype> find(TicketType type, Code code) {
        return Optional.ofNullable(subtypes.getOrDefault(type, Map.of()).get(code));
    }
}
