package com.hotline48.complaintsla.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import com.hotline48.complaintsla.domain.ClockVerdict.Cancellation;
import com.hotline48.events.sla.SlaEvent;
import com.hotline48.events.sla.SlaEvent.ClockCancelled;
import com.hotline48.events.sla.SlaEvent.ClockCancelled.CancelCause;
import com.hotline48.events.sla.SlaEvent.ClockKind;
import com.hotline48.events.sla.SlaEvent.ClockStarted;
import com.hotline48.events.sla.SlaEvent.DeadlineBreached;
import com.hotline48.events.sla.SlaEvent.DeadlineMet;
import com.hotline48.events.sla.SlaEvent.DeadlineWarned;
import com.hotline48.events.sla.SlaEvent.Judgement;
import com.hotline48.events.sla.SlaEvent.JudgementWithdrawn;

/**
 * The answer clock of a complaint (投诉解决时限, domain.md §4). A verdict is a function of the ticket's facts; what is
 * announced is the difference between the verdict and what was announced before.
 */
public final class ComplaintClock {

    /** Id of the one answer clock of a ticket. */
    public static final String CLOCK_ID = "complaint-answer";

    private static final ClockKind KIND = ClockKind.COMPLAINT_ANSWER;

    private final ClockPolicy policy;
    private final Duration settle;
    private final Duration lateSettle;

    /**
     * @param settle how long after an instant the log must have been read, so that what happened in time can arrive
     * @param lateSettle how long a clock that was registered after its due instant waits for its answer
     */
    public ComplaintClock(ClockPolicy policy, Duration settle, Duration lateSettle) {
        this.policy = Objects.requireNonNull(policy, "policy");
        this.settle = Objects.requireNonNull(settle, "settle");
        this.lateSettle = Objects.requireNonNull(lateSettle, "lateSettle");
    }

    /** What the facts say; empty for a ticket that never was a complaint. */
    public Optional<ClockVerdict> verdict(TicketFacts facts) {
        return facts.countsFrom().map(start -> verdict(facts, start, policy.dueAt(start)));
    }

    private static ClockVerdict verdict(TicketFacts facts, Instant start, Instant due) {
        Optional<Instant> answer = facts.answer();
        Optional<Cancellation> cancelled = cancellation(facts);
        ClockState state;
        if (cancelled.isPresent()) {
            state = ClockState.CANCELLED;
        } else if (answer.isPresent()) {
            state = answer.get().isAfter(due) ? ClockState.BREACHED : ClockState.MET;
        } else {
            boolean reopenedTooLate =
                    facts.standingReopening().filter(at -> at.isAfter(due)).isPresent();
            state = facts.passed() || reopenedTooLate ? ClockState.BREACHED : ClockState.RUNNING;
        }
        return new ClockVerdict(state, start, due, answer, cancelled);
    }

    private static Optional<Cancellation> cancellation(TicketFacts facts) {
        if (facts.voidedAt().isPresent()) {
            return Optional.of(
                    new Cancellation(CancelCause.VOIDED, facts.voidedAt().get()));
        }
        return facts.complaint()
                ? Optional.empty()
                : Optional.of(new Cancellation(
                        CancelCause.RECLASSIFIED,
                        facts.reclassifiedAt().orElse(facts.identity().acceptedAt())));
    }

    /** Judges anew: what lacks in the announcements, what has to be withdrawn, and when to look again. */
    public Judged judge(TicketFacts facts, Announced announced, Ground ground) {
        if (announced.aheadOf(facts)) {
            return new Judged(facts, announced, List.of(), Optional.empty());
        }
        // A rebuild has read what a breach rests on: that time had passed was seen then and stays seen.
        boolean seenBefore = facts.lastSequence() == announced.restsOn()
                && announced.state().equals(Optional.of(ClockState.BREACHED))
                && facts.open();
        TicketFacts known = seenBefore ? facts.withPassed() : facts;
        return verdict(known)
                .map(verdict -> announce(known, verdict, announced, ground))
                .orElseGet(() -> new Judged(known, announced, List.of(), Optional.empty()));
    }

    /** A timer's instant has passed, and all that was recorded up to {@code readUpTo} has been read. */
    public Judged fire(TicketFacts facts, Announced announced, ClockTimer timer, Instant readUpTo) {
        if (timer.level() == 0) {
            return judge(facts.withPassed(), announced, Ground.recorded(readUpTo));
        }
        Announced warned = announced.warned(timer.level(), facts.lastSequence());
        Instant start = facts.countsFrom().orElseThrow();
        return new Judged(
                facts,
                warned,
                List.of(new DeadlineWarned(CLOCK_ID, KIND, timer.level(), policy.warnAt(start, timer.level()))),
                timer(facts, warned));
    }

    private Judged announce(TicketFacts facts, ClockVerdict verdict, Announced announced, Ground ground) {
        List<SlaEvent> events = new ArrayList<>();
        Optional<ClockState> before = announced.state();
        List<Integer> levels = announced.levels();
        boolean running = before.isPresent() && before.get() != ClockState.CANCELLED;
        boolean moved = running && !announced.dueAt().equals(Optional.of(verdict.dueAt()));
        if (verdict.cancelled().isPresent()) {
            if (running) {
                Cancellation cancelled = verdict.cancelled().get();
                events.add(new ClockCancelled(CLOCK_ID, KIND, cancelled.cause(), cancelled.at()));
            }
        } else {
            if (moved) {
                events.add(new ClockCancelled(CLOCK_ID, KIND, CancelCause.RECLASSIFIED, ground.withdrawnAt()));
            }
            if (moved || !running) {
                events.add(new ClockStarted(
                        CLOCK_ID, KIND, verdict.startedAt(), verdict.dueAt(), policy.version(), false));
                levels = announced.dueAt().equals(Optional.of(verdict.dueAt())) ? levels : List.of();
                before = Optional.of(ClockState.RUNNING);
            }
            judgements(before.orElseThrow(), verdict, announced, ground, events);
        }
        if (events.isEmpty()) {
            return new Judged(facts, announced, events, timer(facts, announced));
        }
        Announced next = new Announced(
                Optional.of(verdict.state()),
                Optional.of(verdict.startedAt()),
                Optional.of(verdict.dueAt()),
                verdict.state() == ClockState.MET ? verdict.answeredAt() : Optional.empty(),
                levels,
                facts.lastSequence(),
                announced.sequence() + events.size());
        return new Judged(facts, next, events, timer(facts, next));
    }

    private static void judgements(
            ClockState before, ClockVerdict verdict, Announced announced, Ground ground, List<SlaEvent> events) {
        boolean otherAnswer = before == ClockState.MET && !announced.stoppedAt().equals(verdict.answeredAt());
        if (before == verdict.state() && !otherAnswer) {
            return;
        }
        if (before == ClockState.MET || before == ClockState.BREACHED) {
            events.add(new JudgementWithdrawn(
                    CLOCK_ID,
                    KIND,
                    before == ClockState.MET ? Judgement.MET : Judgement.BREACHED,
                    ground.cause(),
                    ground.withdrawnAt()));
        }
        if (verdict.state() == ClockState.MET) {
            events.add(new DeadlineMet(CLOCK_ID, KIND, verdict.answeredAt().orElseThrow(), verdict.dueAt()));
        } else if (verdict.state() == ClockState.BREACHED) {
            events.add(new DeadlineBreached(CLOCK_ID, KIND, verdict.dueAt(), ground.detectedAt()));
        }
    }

    /** The next timer of a running clock: its next unsent warning that was still to come when it opened, else the due instant. */
    private Optional<ClockTimer> timer(TicketFacts facts, Announced announced) {
        Optional<ClockVerdict> running = verdict(facts).filter(verdict -> verdict.state() == ClockState.RUNNING);
        return running.map(verdict -> {
            for (int level : policy.warnings()) {
                Instant at = policy.warnAt(verdict.startedAt(), level);
                if (!announced.levels().contains(level) && at.isAfter(facts.openSince())) {
                    return new ClockTimer(level, at.plus(settle), false);
                }
            }
            return verdict.dueAt().isAfter(facts.openSince())
                    ? new ClockTimer(0, verdict.dueAt().plus(settle), false)
                    : new ClockTimer(0, facts.openSince().plus(lateSettle), true);
        });
    }
}
