package com.hotline48.complaintsla.stream;

import java.time.Duration;

import com.hotline48.events.sla.SlaEvent;

/** What the topology tells about itself. */
public interface JudgementMetrics {

    /** An event was announced. */
    void announced(SlaEvent event);

    /** A timer fired {@code lag} after its instant. */
    void fired(Duration lag);

    /** A ticket's events are not gapless: a defect of the writing service. */
    void gap();

    /** An event was there before. */
    void duplicate();

    /** A task has processed everything that lay in its partition {@code behind} ago. */
    void readBehind(int partition, Duration behind);

    /** Counts nothing. */
    JudgementMetrics NONE = new JudgementMetrics() {
        @Override
        public void announced(SlaEvent event) {}

        @Override
        public void fired(Duration lag) {}

        @Override
        public void gap() {}

        @Override
        public void duplicate() {}

        @Override
        public void readBehind(int partition, Duration behind) {}
    };
}
