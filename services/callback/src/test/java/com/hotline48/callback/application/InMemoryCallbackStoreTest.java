package com.hotline48.callback.application;

class InMemoryCallbackStoreTest implements CallbackStoreContract {

    private final InMemoryCallbackStore store = new InMemoryCallbackStore();

    @Override
    public CallbackStore store() {
        return store;
    }

    @Override
    public TaskDirectory directory() {
        return store;
    }
}
