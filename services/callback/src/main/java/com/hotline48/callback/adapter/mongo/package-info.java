/** Callback's documents in MongoDB. */
@org.jspecify.annotations.NullMarked
package com.hotline48.callback.adapter.mongo;
