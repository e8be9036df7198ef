package com.hotline48.complaintsla.application;

import java.time.Instant;
import java.util.Optional;

/** How far this service has got. */
public interface Progress {

    /** Everything that was acknowledged before is judged and can be looked up; empty while that is not known. */
    Optional<Instant> viewAsOf();

    /** Everything that was acknowledged before is judged and announced; empty while that is not known. */
    Optional<Instant> judgedUpTo();
}
