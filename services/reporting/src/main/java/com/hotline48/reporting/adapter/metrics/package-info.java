/** Meters: the served figures and what the mechanisms meet. */
@org.jspecify.annotations.NullMarked
package com.hotline48.reporting.adapter.metrics;
