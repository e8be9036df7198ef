/** Sends processing forms (业务处理单) to departments and takes their feedback (domain.md §2.4). */
@org.jspecify.annotations.NullMarked
package com.hotline48.routing;
