/** Routing's HTTP API. */
@org.jspecify.annotations.NullMarked
package com.hotline48.routing.adapter.http;
