/** The published language of Hotline48: envelope, topics, codec and catalogue of its events. */
@org.jspecify.annotations.NullMarked
package com.hotline48.events;
