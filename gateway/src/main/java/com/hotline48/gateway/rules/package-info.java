/** What the door decides, as plain functions: no Spring, no Netty, no clock. */
@org.jspecify.annotations.NullMarked
package com.hotline48.gateway.rules;
