package com.hotline48.ticket.adapter.http;

import com.hotline48.ticket.adapter.mongo.MongoTicketStore;

/** Breaks the rule that adapters do not see each other, on purpose. */
public final class ControllerThatKnowsMongoAdapter {

    Class<?> store() {
        return MongoTicketStore.class;
    }
}
