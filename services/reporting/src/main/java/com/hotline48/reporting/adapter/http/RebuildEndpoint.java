package com.hotline48.reporting.adapter.http;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.hotline48.reporting.application.RebuildFigures;
import com.hotline48.reporting.domain.Generations;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import reactor.core.publisher.Mono;

/** {@code /actuator/rebuild}: POST begins to make the figures anew from the topics, GET tells where that stands. */
@Endpoint(id = "rebuild")
public class RebuildEndpoint {

    private final RebuildFigures rebuild;

    public RebuildEndpoint(RebuildFigures rebuild) {
        this.rebuild = Objects.requireNonNull(rebuild, "rebuild");
    }

    /** Where a rebuild stands. */
    enum State {
        /** Nothing to do. */
        IDLE,
        /** The next generation reads the topics. */
        BUILDING,
        /** It is close behind; the serving one is stopped so that it can be overtaken. */
        SWITCHING,
        /** The next one serves; the one before is being removed. */
        REMOVING
    }

    /**
     * @param generation the one that serves
     * @param building the one that is built
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Body(
            State state,
            int generation,
            Optional<Instant> asOf,
            Optional<Integer> building,
            Optional<Instant> buildingAsOf) {}

    @ReadOperation
    public Mono<Body> status() {
        return rebuild.status().map(RebuildEndpoint::body);
    }

    @WriteOperation
    public Mono<Body> begin() {
        return rebuild.begin().map(RebuildEndpoint::body);
    }

    private static Body body(RebuildFigures.Status status) {
        Generations generations = status.generations();
        return new Body(
                state(generations),
                generations.serving(),
                status.asOf(),
                generations.building(),
                status.buildingAsOf());
    }

    private static State state(Generations generations) {
        if (generations.stopped()) {
            return State.SWITCHING;
        }
        if (generations.building().isPresent()) {
            return State.BUILDING;
        }
        return generations.retiring().isPresent() ? State.REMOVING : State.IDLE;
    }
}
