package com.hotline48.complaintsla.stream;

import java.time.Instant;
import java.util.Optional;

import com.hotline48.complaintsla.domain.ComplaintFact;
import com.hotline48.events.Causality;

/** What goes from the ticket-keyed to the customer-keyed stage: a fact, or progress behind which all facts lie. */
record StageMessage(Optional<FactChange> fact, Optional<LaneMark> mark) {

    static StageMessage of(FactChange fact) {
        return new StageMessage(Optional.of(fact), Optional.empty());
    }

    static StageMessage of(LaneMark mark) {
        return new StageMessage(Optional.empty(), Optional.of(mark));
    }

    /** A complaint as it stands now. */
    record FactChange(ComplaintFact fact, Causality causality) {}

    /**
     * Progress of one partition of the ticket-keyed stage.
     *
     * @param readUpTo everything that lay in its input partitions then is processed
     * @param judgedUpTo every clock of a ticket event recorded before is judged and announced; absent = not known
     */
    record LaneMark(int lane, Instant readUpTo, Optional<Instant> judgedUpTo) {}
}
