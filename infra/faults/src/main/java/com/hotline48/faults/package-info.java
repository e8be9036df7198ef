/** Breaks a platform of its own on purpose and verifies that nothing was lost, doubled or falsely alarmed. */
@org.jspecify.annotations.NullMarked
package com.hotline48.faults;
