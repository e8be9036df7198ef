package com.hotline48.testkit.sample.adapter.mongo;

/** An adapter of another technology. */
public record Neighbour(String name) {}
