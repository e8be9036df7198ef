package com.hotline48.routing.adapter.http.sentinel;

import com.hotline48.routing.adapter.mongo.MongoRoutingStore;

/** Breaks the rule on purpose: the architecture test must notice. */
public final class HttpThatKnowsMongo {

    Class<?> store() {
        return MongoRoutingStore.class;
    }
}
