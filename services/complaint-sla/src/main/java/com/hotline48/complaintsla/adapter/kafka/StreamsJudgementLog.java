package com.hotline48.complaintsla.adapter.kafka;

import java.util.Set;
import java.util.function.Predicate;

import com.hotline48.complaintsla.application.JudgementLog;
import com.hotline48.delivery.streams.StreamsRuntime;

/** Starts the topology over on the topics' whole history. */
public final class StreamsJudgementLog implements JudgementLog {

    private final StreamsRuntime runtime;
    private final Predicate<String> kept;
    private final Set<String> inputs;

    /**
     * @param kept internal topics, without the application id, that outlive it
     * @param inputs read from their beginning again
     */
    public StreamsJudgementLog(StreamsRuntime runtime, Predicate<String> kept, Set<String> inputs) {
        this.runtime = runtime;
        this.kept = kept;
        this.inputs = Set.copyOf(inputs);
    }

    @Override
    public void startOver() {
        runtime.reset(kept.negate(), inputs);
    }
}
