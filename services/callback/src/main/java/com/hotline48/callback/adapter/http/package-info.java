/** Callback's HTTP API. */
@org.jspecify.annotations.NullMarked
package com.hotline48.callback.adapter.http;
