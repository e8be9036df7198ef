package com.hotline48.ticket.application;

/** Names customers without saying who they are (domain.md §7). */
@FunctionalInterface
public interface CustomerReferences {

    /** The reference of an E.164 number: equal for equal numbers, useless without the key. */
    String of(String e164);
}
