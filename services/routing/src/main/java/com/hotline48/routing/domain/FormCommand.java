package com.hotline48.routing.domain;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

import com.hotline48.events.Code;

/** What a department does with a form. */
public sealed interface FormCommand {

    FormId form();

    /** Employee number of whoever acts. */
    Code agent();

    /** When it happened; absent = now. */
    Optional<Instant> occurredAt();

    /** The department takes the form on. */
    record Accept(FormId form, Code agent, Optional<Instant> occurredAt) implements FormCommand {
        public Accept {
            Objects.requireNonNull(form, "form");
            Objects.requireNonNull(agent, "agent");
            Objects.requireNonNull(occurredAt, "occurredAt");
        }
    }

    /**
     * The department reports.
     *
     * @param last whether this is its final feedback
     * @param customerAnsweredAt when it gave the customer the answer itself, if it did
     */
    record FeedBack(
            FormId form,
            Code agent,
            boolean last,
            Optional<Instant> customerAnsweredAt,
            Optional<Note> note,
            Optional<Instant> occurredAt)
            implements FormCommand {
        public FeedBack {
            Objects.requireNonNull(form, "form");
            Objects.requireNonNull(agent, "agent");
            Objects.requireNonNull(customerAnsweredAt, "customerAnsweredAt");
            Objects.requireNonNull(note, "note");
            Objects.requireNonNull(occurredAt, "occurredAt");
        }
    }

    /** The department is not responsible (错派). */
    record Return(FormId form, Code agent, Code reason, Optional<Note> note, Optional<Instant> occurredAt)
            implements FormCommand {
        public Return {
            Objects.requireNonNull(form, "form");
            Objects.requireNonNull(agent, "agent");
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(note, "note");
            Objects.requireNonNull(occurredAt, "occurredAt");
        }
    }
}
