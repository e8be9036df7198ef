/** What callback decides: which calls have to be made, and what an attempt leads to. */
@org.jspecify.annotations.NullMarked
package com.hotline48.callback.domain;
