/** The use cases of callback and the ports that they need. */
@org.jspecify.annotations.NullMarked
package com.hotline48.callback.application;
