package com.hotline48.routing.application;

import java.time.Instant;
import java.util.Optional;

import com.hotline48.routing.domain.Form;
import com.hotline48.routing.domain.FormState;
import com.hotline48.routing.domain.FormStatus;
import com.hotline48.routing.domain.Note;

/**
 * A form as it is shown.
 *
 * @param hop how many departments have had the matter, this one included, from 1
 * @param dueAt until when the department has to feed back
 * @param reasonCode why it was returned or cancelled
 * @param version of the ticket's document; it grows with every change of any of the ticket's forms
 * @param note the department's last note, personal data; absent in what a command answers
 */
public record FormView(
        String formId,
        String ticketId,
        String department,
        FormStatus state,
        int hop,
        Instant dispatchedAt,
        Instant dueAt,
        Optional<Instant> acceptedAt,
        Optional<Instant> fedBackAt,
        Optional<Instant> customerAnsweredAt,
        Optional<Instant> returnedAt,
        Optional<Instant> cancelledAt,
        Optional<String> reasonCode,
        Optional<String> note,
        long version) {

    /** The form without free text: what a command answers is kept for retries. */
    public static FormView answer(Form form, long version) {
        return of(form, version, Optional.empty());
    }

    /** The whole form. */
    public static FormView whole(Form form, long version) {
        return of(form, version, form.note().map(Note::text));
    }

    private static FormView of(Form form, long version, Optional<String> note) {
        FormState state = form.state();
        Optional<FormState.FedBack> fedBack = as(state, FormState.FedBack.class);
        Optional<FormState.Returned> returned = as(state, FormState.Returned.class);
        Optional<FormState.Cancelled> cancelled = as(state, FormState.Cancelled.class);
        return new FormView(
                form.id().toString(),
                form.id().ticketId().value(),
                form.department().value(),
                state.status(),
                form.id().hop(),
                form.dispatchedAt(),
                form.dueAt(),
                state.acceptedAt(),
                fedBack.map(FormState.FedBack::at),
                fedBack.flatMap(FormState.FedBack::customerAnsweredAt),
                returned.map(FormState.Returned::at),
                cancelled.map(FormState.Cancelled::at),
                returned.map(back -> back.reason().value())
                        .or(() -> cancelled.map(gone -> gone.cause().name())),
                note,
                version);
    }

    private static <S extends FormState> Optional<S> as(FormState state, Class<S> kind) {
        return kind.isInstance(state) ? Optional.of(kind.cast(state)) : Optional.empty();
    }

    @Override
    public String toString() {
        return "FormView[" + formId + " " + state + " v" + version + "]";
    }
}
