package com.hotline48.complaintsla.application;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Derives all judgements from the log again; what was announced stays, so that only what lacks is announced. */
public final class RebuildJudgements implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(RebuildJudgements.class);

    private final JudgementLog log;
    private final Progress progress;
    private final Clock clock;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "rebuild");
        thread.setDaemon(true);
        return thread;
    });
    private Status status;
    private boolean resetting;

    /** Whether a rebuild is under way. */
    public enum State {
        /** None, or the last one has judged everything again. */
        IDLE,
        RUNNING,
        /** The last one was not begun; the state is as before. */
        FAILED
    }

    /** Since when it is so. */
    public record Status(State state, Instant since) {}

    public RebuildJudgements(JudgementLog log, Progress progress, Clock clock) {
        this.log = log;
        this.progress = progress;
        this.clock = clock;
        this.status = new Status(State.IDLE, clock.instant());
    }

    /** Begins, unless one is under way. */
    public synchronized Status begin() {
        if (status().state() != State.RUNNING) {
            status = new Status(State.RUNNING, clock.instant());
            resetting = true;
            worker.execute(this::startOver);
        }
        return status;
    }

    private void startOver() {
        boolean begun = false;
        try {
            log.startOver();
            begun = true;
        } catch (RuntimeException e) {
            LOGGER.atError().setCause(e).log("the rebuild could not begin");
        }
        synchronized (this) {
            resetting = false;
            // A mark from before the reset says nothing of what is read again, so the time counts from here.
            status = new Status(begun ? State.RUNNING : State.FAILED, clock.instant());
        }
    }

    /** RUNNING until everything that was acknowledged before the state was thrown away is judged again. */
    public synchronized Status status() {
        Instant since = status.since();
        if (status.state() == State.RUNNING
                && !resetting
                && progress.judgedUpTo().filter(upTo -> !upTo.isBefore(since)).isPresent()) {
            status = new Status(State.IDLE, clock.instant());
        }
        return status;
    }

    @Override
    public void close() {
        worker.shutdownNow();
    }
}
