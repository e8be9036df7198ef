package com.hotline48.replay.figures;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import com.hotline48.replay.log.LogRow;

/**
 * The figures that a log must give, computed from its rows by the words of domain.md §5 and nothing of the platform:
 * every complaint is looked at beside every earlier one of its customer and subtype.
 */
public final class ExpectedFigures {

    /** Of the complaint answer clock: 48 h of elapsed time. */
    private static final Duration LIMIT = Duration.ofDays(2);

    private static final Duration WINDOW = Duration.ofDays(30);

    private final ZoneId logZone;
    private final ZoneId centreZone;
    private final Instant now;

    /**
     * @param logZone in which the log's local times are read
     * @param centreZone of the accepting centre: decides the month
     * @param now when the figures are read: decides which limits still run
     */
    public ExpectedFigures(ZoneId logZone, ZoneId centreZone, Instant now) {
        this.logZone = logZone;
        this.centreZone = centreZone;
        this.now = now;
    }

    /** The figures by month of acceptance. */
    public Map<YearMonth, MonthFigures> of(List<LogRow> log) {
        List<Complaint> complaints = complaints(log);
        Map<String, List<Complaint>> sameMatter = new HashMap<>();
        for (Complaint complaint : complaints) {
            complaint.matter().ifPresent(matter -> sameMatter
                    .computeIfAbsent(matter, key -> new ArrayList<>())
                    .add(complaint));
        }
        Map<YearMonth, Map<Count, Long>> counts = new TreeMap<>();
        for (Complaint complaint : complaints) {
            Map<Count, Long> month = counts.computeIfAbsent(
                    YearMonth.from(complaint.accepted().atZone(centreZone)), key -> new EnumMap<>(Count.class));
            month.merge(Count.ALL, 1L, Long::sum);
            month.merge(complaint.judgement(now), 1L, Long::sum);
            complaint
                    .matter()
                    .flatMap(matter -> complaint.relation(sameMatter.getOrDefault(matter, List.of())))
                    .ifPresent(relation -> month.merge(relation, 1L, Long::sum));
        }
        Map<YearMonth, MonthFigures> figures = new TreeMap<>();
        counts.forEach((month, count) -> figures.put(
                month,
                new MonthFigures(
                        count.getOrDefault(Count.ALL, 0L),
                        count.getOrDefault(Count.IN_TIME, 0L),
                        count.getOrDefault(Count.OVERDUE, 0L),
                        count.getOrDefault(Count.OPEN, 0L),
                        count.getOrDefault(Count.REPEAT_UNSATISFIED, 0L),
                        count.getOrDefault(Count.REPEAT_OVERDUE, 0L),
                        0,
                        count.getOrDefault(Count.URGING, 0L),
                        0)));
        return figures;
    }

    private List<Complaint> complaints(List<LogRow> log) {
        Map<String, LogRow> firstRows = new TreeMap<>();
        Map<String, LogRow> lastRows = new HashMap<>();
        Comparator<LogRow> byTime = Comparator.comparing(LogRow::updatedAt);
        for (LogRow row : log) {
            firstRows.merge(row.number(), row, (known, next) -> byTime.compare(next, known) < 0 ? next : known);
            lastRows.merge(row.number(), row, (known, next) -> byTime.compare(next, known) < 0 ? known : next);
        }
        List<Complaint> complaints = new ArrayList<>();
        firstRows.forEach((number, first) -> complaints.add(new Complaint(
                number,
                first.caller().flatMap(caller -> first.category().map(category -> caller + " " + category)),
                at(first.openedAt()),
                Optional.ofNullable(lastRows.get(number))
                        .flatMap(LogRow::resolvedAt)
                        .map(this::at))));
        return complaints;
    }

    private Instant at(LocalDateTime local) {
        return local.atZone(logZone).toInstant();
    }

    private enum Count {
        ALL,
        IN_TIME,
        OVERDUE,
        OPEN,
        REPEAT_UNSATISFIED,
        REPEAT_OVERDUE,
        URGING
    }

    /** {@code matter}: customer and subtype, absent when one of them is unknown. */
    private record Complaint(String number, Optional<String> matter, Instant accepted, Optional<Instant> answered) {

        private Instant due() {
            return accepted.plus(LIMIT);
        }

        private Count judgement(Instant now) {
            if (answered.isPresent()) {
                return answered.get().isAfter(due()) ? Count.OVERDUE : Count.IN_TIME;
            }
            return due().isBefore(now) ? Count.OVERDUE : Count.OPEN;
        }

        private boolean answeredBy(Instant instant) {
            return answered.isPresent() && !answered.get().isAfter(instant);
        }

        private Optional<Count> relation(List<Complaint> sameMatter) {
            List<Complaint> earlier = sameMatter.stream()
                    .filter(other -> other.accepted.isBefore(accepted))
                    .filter(other -> !other.accepted.plus(WINDOW).isBefore(accepted))
                    .toList();
            Optional<Count> repeat = earlier.stream()
                    .filter(other -> other.answeredBy(accepted) || other.due().isBefore(accepted))
                    .max(Comparator.comparing(Complaint::accepted).thenComparing(Complaint::number))
                    .map(latest -> latest.answeredBy(accepted) ? Count.REPEAT_UNSATISFIED : Count.REPEAT_OVERDUE);
            return repeat.isPresent() || earlier.isEmpty() ? repeat : Optional.of(Count.URGING);
        }
    }
}
