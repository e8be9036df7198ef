/** Cells, progress and generations in MongoDB. */
@org.jspecify.annotations.NullMarked
package com.hotline48.reporting.adapter.mongo;
