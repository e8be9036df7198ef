package com.hotline48.delivery.mark;

import java.time.Instant;
import java.util.Optional;

/** What other services say of their progress (read-only). */
public interface Marks {

    /**
     * Up to when everything that {@code source} recorded lay in its topics at the instant {@code seenBy}.
     *
     * @param source of {@link com.hotline48.events.Sources}
     * @param seenBy only marks that were read no later than this count
     * @return empty while no mark of each of its lanes has been seen by then
     */
    Optional<Instant> upTo(String source, Instant seenBy);
}
