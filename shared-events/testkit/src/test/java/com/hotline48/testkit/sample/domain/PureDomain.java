package com.hotline48.testkit.sample.domain;

import java.time.Instant;
import java.util.List;

import com.hotline48.events.HotlineEvent;

/** Keeps the rules. */
public record PureDomain(List<HotlineEvent> facts, int[] counts, Instant at, String[] names) {}
