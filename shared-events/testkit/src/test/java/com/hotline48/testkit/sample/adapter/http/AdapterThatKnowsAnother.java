package com.hotline48.testkit.sample.adapter.http;

import com.hotline48.testkit.FakeMarks;
import com.hotline48.testkit.sample.adapter.mongo.Neighbour;

/** Breaks the rule of adapters, and the one of own code. */
public record AdapterThatKnowsAnother(Neighbour neighbour, FakeMarks marks) {}
