package com.hotline48.complaintsla.stream;

import java.time.Instant;
import java.util.Optional;

import com.hotline48.delivery.mark.Marks;

/** The ticket service's progress: shortly behind what is read, unless a test holds it. */
final class FakeMarks implements Marks {

    private boolean silent;
    private Optional<Instant> held = Optional.empty();

    void standAt(Instant upTo) {
        silent = false;
        held = Optional.of(upTo);
    }

    void fallSilent() {
        silent = true;
    }

    void move() {
        silent = false;
        held = Optional.empty();
    }

    @Override
    public Optional<Instant> upTo(String source, Instant seenBy) {
        return silent ? Optional.empty() : Optional.of(held.orElse(seenBy.minusMillis(250)));
    }
}
