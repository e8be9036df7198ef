package com.hotline48.complaintsla.adapter.http.sentinel;

import com.hotline48.complaintsla.adapter.mongo.MongoClockRegister;

/** Breaks the adapters' rule on purpose. */
public interface HttpThatKnowsMongo {
    MongoClockRegister register();
}
