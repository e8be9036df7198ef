package com.hotline48.complaintsla.application;

/** What the judgements are derived from, again and again if need be. */
public interface JudgementLog {

    /** Throws derived state away, but not what was announced, and reads the log from its beginning. Blocks. */
    void startOver();
}
