/** The topology that keeps facts and partial cells, and the records it writes to the cells topic. */
@org.jspecify.annotations.NullMarked
package com.hotline48.reporting.stream;
