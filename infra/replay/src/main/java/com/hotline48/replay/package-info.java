/** Plays an incident log through the public API as a hotline's history, and checks what comes out. */
@org.jspecify.annotations.NullMarked
package com.hotline48.replay;
