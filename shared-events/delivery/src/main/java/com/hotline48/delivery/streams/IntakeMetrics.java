package com.hotline48.delivery.streams;

/** Counts what an {@link EventIntake} does not pass on. */
public interface IntakeMetrics {

    /** A well-formed event of a type that this release does not know. */
    void unknownType();

    /** A record went to the dead letters. */
    void deadLettered();

    /** Counts nothing. */
    IntakeMetrics NONE = new IntakeMetrics() {
        @Override
        public void unknownType() {}

        @Override
        public void deadLettered() {}
    };
}
