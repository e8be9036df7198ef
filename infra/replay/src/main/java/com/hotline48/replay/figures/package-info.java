/** The month's figures: computed from the log apart from the platform, and compared with the platform's. */
@org.jspecify.annotations.NullMarked
package com.hotline48.replay.figures;
