package com.hotline48.routing.application;

class InMemoryRoutingStoreTest implements RoutingStoreContract {

    private final InMemoryRoutingStore store = new InMemoryRoutingStore();

    @Override
    public RoutingStore store() {
        return store;
    }

    @Override
    public FormDirectory directory() {
        return store;
    }
}
