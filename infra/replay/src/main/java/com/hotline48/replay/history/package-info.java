/** What an incident is on a hotline: the requests that make its history. */
@org.jspecify.annotations.NullMarked
package com.hotline48.replay.history;
