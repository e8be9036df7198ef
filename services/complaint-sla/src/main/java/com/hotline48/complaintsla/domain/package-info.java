/** When a complaint is in time and when it repeats another (domain.md §4, §5): pure rules and values. */
@org.jspecify.annotations.NullMarked
package com.hotline48.complaintsla.domain;
