package com.hotline48.routing.application;

import java.util.OptionalLong;

import com.hotline48.routing.domain.Decision;
import com.hotline48.routing.domain.FormId;
import com.hotline48.routing.domain.RoutingRejection;
import reactor.core.publisher.Mono;

/** Shows forms. */
public final class FindForms {

    private final RoutingStore store;
    private final FormDirectory directory;

    public FindForms(RoutingStore store, FormDirectory directory) {
        this.store = store;
        this.directory = directory;
    }

    /** Some of the forms that fit. */
    public Mono<FormPage> list(FormQuery query) {
        return directory.find(query);
    }

    /** One form; fails with {@link RoutingRejectedException} if there is none. */
    public Mono<FormView> one(FormId id) {
        return store.find(id.ticketId())
                .flatMap(read -> Mono.justOrEmpty(read.routing()
                        .form(id)
                        .map(form -> FormView.whole(form, read.aggregate().version()))))
                .switchIfEmpty(Mono.error(() -> new RoutingRejectedException(
                        Decision.Rejected.because(RoutingRejection.UNKNOWN_FORM, "There is no form with this id."),
                        OptionalLong.empty())));
    }
}
