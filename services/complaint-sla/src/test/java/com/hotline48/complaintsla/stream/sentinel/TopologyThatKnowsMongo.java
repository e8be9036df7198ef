package com.hotline48.complaintsla.stream.sentinel;

import com.mongodb.reactivestreams.client.MongoDatabase;

/** Breaks the topology's rule on purpose. */
public interface TopologyThatKnowsMongo {
    MongoDatabase database();
}
