package com.hotline48.routing.adapter.http.sentinel;

import com.hotline48.testkit.InMemoryAggregateStore;

/** Stands for another service's code, which is on nobody's class path: breaks the rule on purpose. */
public final class HttpThatKnowsTheTestkit {

    Class<?> foreign() {
        return InMemoryAggregateStore.class;
    }
}
