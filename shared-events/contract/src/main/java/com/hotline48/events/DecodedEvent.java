package com.hotline48.events;

import java.util.function.Function;

/** What decoding a record's bytes gave: an event of the catalogue, or one of a type that this release does not know. */
public sealed interface DecodedEvent {

    /** The one argument that fits is called. */
    <R> R fold(Function<EventEnvelope<?>, R> known, Function<String, R> unknownType);

    /** An event of the catalogue. */
    record Known(EventEnvelope<?> envelope) implements DecodedEvent {
        @Override
        public <R> R fold(Function<EventEnvelope<?>, R> known, Function<String, R> unknownType) {
            return known.apply(envelope);
        }
    }

    /** A well-formed CloudEvent of a type that is not in the catalogue: count it and go on. */
    record UnknownType(String type) implements DecodedEvent {
        @Override
        public <R> R fold(Function<EventEnvelope<?>, R> known, Function<String, R> unknownType) {
            return unknownType.apply(type);
        }
    }
}
