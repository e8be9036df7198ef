package com.hotline48.routing.application;

import java.util.OptionalLong;

import com.hotline48.routing.domain.Decision;

/** An expected refusal on its way to whoever asked. */
public final class RoutingRejectedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Decision.Rejected rejection;
    private final transient OptionalLong version;

    /** @param version current version of the ticket's document, if there is one */
    public RoutingRejectedException(Decision.Rejected rejection, OptionalLong version) {
        super(rejection.code().name());
        this.rejection = rejection;
        this.version = version;
    }

    public Decision.Rejected rejection() {
        return rejection;
    }

    public OptionalLong version() {
        return version;
    }
}
