package com.hotline48.testkit;

import com.hotline48.delivery.outbox.AggregateStore;
import com.hotline48.events.Sources;

class InMemoryAggregateStoreTest implements AggregateStoreContract {

    private final AggregateStore store = new InMemoryAggregateStore(Sources.TICKET);

    @Override
    public AggregateStore store() {
        return store;
    }
}
