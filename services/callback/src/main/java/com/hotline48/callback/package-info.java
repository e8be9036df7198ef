/** Calls customers back: replies, revisits and their surveys (domain.md §2.6, §3). */
@org.jspecify.annotations.NullMarked
package com.hotline48.callback;
