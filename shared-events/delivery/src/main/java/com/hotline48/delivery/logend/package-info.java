/** How far the log has been read, against its ends: the only clock that timers trust. */
@org.jspecify.annotations.NullMarked
package com.hotline48.delivery.logend;
