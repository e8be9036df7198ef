package com.hotline48.reporting.application.sentinel;

import com.mongodb.reactivestreams.client.MongoDatabase;

/** Breaks the rule that use cases know no technology. */
public final class UseCaseThatKnowsTheDatabase {
    public String name(MongoDatabase database) {
        return database.getName();
    }
}
