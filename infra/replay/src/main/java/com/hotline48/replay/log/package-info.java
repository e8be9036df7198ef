/** The incident log as it is: rows and incidents, no word of the hotline. */
@org.jspecify.annotations.NullMarked
package com.hotline48.replay.log;
