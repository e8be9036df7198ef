package com.hotline48.complaintsla.adapter.http;

import com.hotline48.complaintsla.application.RebuildJudgements;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/** {@code POST /actuator/rebuild} begins a rebuild, {@code GET} tells whether one is under way. */
@Endpoint(id = "rebuild")
public class RebuildEndpoint {

    private final RebuildJudgements rebuild;

    public RebuildEndpoint(RebuildJudgements rebuild) {
        this.rebuild = rebuild;
    }

    @WriteOperation
    public RebuildJudgements.Status begin() {
        return rebuild.begin();
    }

    @ReadOperation
    public RebuildJudgements.Status status() {
        return rebuild.status();
    }
}
