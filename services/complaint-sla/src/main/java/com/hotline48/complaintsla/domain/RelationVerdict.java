package com.hotline48.complaintsla.domain;

import java.util.Objects;
import java.util.Optional;

import com.hotline48.events.sla.SlaEvent.Relation;
import com.hotline48.events.sla.SlaEvent.RepeatCause;

/**
 * How a complaint stands to earlier ones (domain.md §5).
 *
 * @param earlier ticketId of the one that decides, absent iff NONE
 * @param cause present iff REPEAT
 */
public record RelationVerdict(Relation relation, Optional<String> earlier, Optional<RepeatCause> cause) {

    /** Neither repeat nor urging. */
    public static final RelationVerdict NONE = new RelationVerdict(Relation.NONE, Optional.empty(), Optional.empty());

    public RelationVerdict {
        Objects.requireNonNull(relation, "relation");
        Objects.requireNonNull(earlier, "earlier");
        Objects.requireNonNull(cause, "cause");
    }

    static RelationVerdict repeat(String earlier, RepeatCause cause) {
        return new RelationVerdict(Relation.REPEAT, Optional.of(earlier), Optional.of(cause));
    }

    static RelationVerdict urging(String earlier) {
        return new RelationVerdict(Relation.URGING, Optional.of(earlier), Optional.empty());
    }
}
