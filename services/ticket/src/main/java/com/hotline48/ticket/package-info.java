/** The ticket service: from a contact to an answered and closed ticket (domain.md §2). */
@org.jspecify.annotations.NullMarked
package com.hotline48.ticket;
