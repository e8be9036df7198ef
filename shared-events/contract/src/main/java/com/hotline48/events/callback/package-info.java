/** Facts of the callback context (hotline.callbacks.v1). */
@org.jspecify.annotations.NullMarked
package com.hotline48.events.callback;
