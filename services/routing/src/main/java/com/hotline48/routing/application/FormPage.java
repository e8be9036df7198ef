package com.hotline48.routing.application;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import com.hotline48.routing.domain.FormId;

/**
 * Some of the forms that were looked for.
 *
 * @param next {@link FormQuery#after} of the next page, empty when this is the last one
 */
public record FormPage(List<FormView> forms, Optional<FormId> next) {
    public FormPage {
        forms = List.copyOf(forms);
        Objects.requireNonNull(next, "next");
    }

    /**
     * A page of what was found.
     *
     * @param found in order, at least one more than the limit if there are more
     */
    public static FormPage of(List<FormView> found, int limit) {
        boolean more = found.size() > limit;
        List<FormView> forms = more ? found.subList(0, limit) : found;
        return new FormPage(
                forms, more ? FormId.parse(forms.get(forms.size() - 1).formId()) : Optional.empty());
    }
}
