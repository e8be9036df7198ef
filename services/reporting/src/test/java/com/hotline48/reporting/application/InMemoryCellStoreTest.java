package com.hotline48.reporting.application;

class InMemoryCellStoreTest implements CellStoreContract {

    private final CellStore store = new InMemoryCellStore();

    @Override
    public CellStore store() {
        return store;
    }
}
