/** The report over HTTP and the rebuild endpoint. */
@org.jspecify.annotations.NullMarked
package com.hotline48.reporting.adapter.http;
