/** Driving a running platform from outside: requests with retries, reports, topics, a platform process of one's own. */
@org.jspecify.annotations.NullMarked
package com.hotline48.replay.drive;
