package com.hotline48.callback.adapter.http.sentinel;

import com.hotline48.callback.adapter.mongo.MongoCallbackStore;

/** Breaks the rule on purpose: the architecture test must notice. */
public final class HttpThatKnowsMongo {

    Class<?> store() {
        return MongoCallbackStore.class;
    }
}
