package com.hotline48.reporting.stream.sentinel;

import com.mongodb.reactivestreams.client.MongoDatabase;

/** Breaks the rule that topologies touch only their stores. */
public final class TopologyThatKnowsTheDatabase {
    public String name(MongoDatabase database) {
        return database.getName();
    }
}
