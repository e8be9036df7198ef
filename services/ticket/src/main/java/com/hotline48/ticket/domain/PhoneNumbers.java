package com.hotline48.ticket.domain;

import java.util.Optional;

/** What phone numbers look like (a port: numbering plans are data of their own). */
@FunctionalInterface
public interface PhoneNumbers {

    /** The E.164 form ({@code +8613000002128}) of a number as people write it, empty when it is none. */
    Optional<String> normalise(String number);
}
