package com.hotline48.reporting.adapter.http.sentinel;

import com.hotline48.reporting.adapter.mongo.MongoCellStore;

/** Breaks the rule that adapters never see each other. */
public final class ControllerThatKnowsAnotherAdapter {
    public Object prepared(MongoCellStore store) {
        return store.prepare();
    }
}
