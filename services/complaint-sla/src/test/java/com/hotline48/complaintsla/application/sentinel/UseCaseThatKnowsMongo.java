package com.hotline48.complaintsla.application.sentinel;

import com.mongodb.reactivestreams.client.MongoDatabase;

/** Breaks the use cases' rule on purpose. */
public interface UseCaseThatKnowsMongo {
    MongoDatabase database();
}
