package com.hotline48.ticket.application;

class InMemoryTicketStoreTest implements TicketStoreContract {

    private final TicketStore store = new InMemoryTicketStore();

    @Override
    public TicketStore store() {
        return store;
    }
}
