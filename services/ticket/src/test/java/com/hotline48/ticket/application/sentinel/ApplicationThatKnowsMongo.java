package com.hotline48.ticket.application.sentinel;

import com.mongodb.reactivestreams.client.MongoDatabase;

/** Breaks the application's rule on purpose. */
public final class ApplicationThatKnowsMongo {

    String name(MongoDatabase database) {
        return database.getName();
    }
}
