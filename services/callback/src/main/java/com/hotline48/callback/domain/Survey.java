package com.hotline48.callback.domain;

import java.util.Objects;
import java.util.Optional;

import com.hotline48.events.callback.CallbackEvent.Satisfaction;

/**
 * What the customer says of answer and handling (domain.md §3).
 *
 * @param fixed is the matter settled?
 * @param handling satisfied with answer and handling
 * @param service satisfied with the staff's service, if asked
 * @param pursues does the customer pursue the matter (要追究)?
 */
public record Survey(
        boolean fixed,
        Satisfaction handling,
        Optional<Satisfaction> service,
        boolean pursues,
        Optional<FreeText> suggestion) {
    public Survey {
        Objects.requireNonNull(handling, "handling");
        Objects.requireNonNull(service, "service");
        Objects.requireNonNull(suggestion, "suggestion");
    }
}
