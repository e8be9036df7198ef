/** Measures how fast tickets are accepted, beside the least that any such service must do. */
@org.jspecify.annotations.NullMarked
package com.hotline48.bench;
