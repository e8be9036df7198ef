package com.hotline48.replay.figures;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** A month's figures beside the expected ones, as an aligned text. */
public final class FiguresTable {

    private static final List<Line> LINES = List.of(
            count("complaints", MonthFigures::complaints),
            count("answered within 48 h", MonthFigures::answeredWithinLimit),
            count("overdue", MonthFigures::overdue),
            count("open", MonthFigures::open),
            rate("complaint timely rate", MonthFigures::timelyRate),
            count("repeats", MonthFigures::repeats),
            count("  cause UNSATISFIED", MonthFigures::unsatisfiedRepeats),
            count("  cause OVERDUE", MonthFigures::overdueRepeats),
            count("  cause DECLARED", MonthFigures::declaredRepeats),
            count("urgings", MonthFigures::urgings),
            count("urge commands", MonthFigures::urgeCommands),
            rate("repeat-complaint rate", MonthFigures::repeatComplaintRate));

    private FiguresTable() {}

    /** The table; without expected figures only the platform's column. */
    public static String of(MonthFigures platform, Optional<MonthFigures> expected) {
        List<String> lines = new ArrayList<>();
        lines.add(
                String.format(Locale.ROOT, "  %-24s %12s %12s", "", "platform", expected.isPresent() ? "expected" : "")
                        .stripTrailing());
        for (Line line : LINES) {
            String found = line.text.apply(platform);
            String wanted = expected.map(line.text).orElse("");
            String verdict = expected.isEmpty() ? "" : found.equals(wanted) ? "ok" : "DIFFERS";
            lines.add(String.format(Locale.ROOT, "  %-24s %12s %12s  %s", line.name, found, wanted, verdict)
                    .stripTrailing());
        }
        return String.join("\n", lines);
    }

    private static Line count(String name, Function<MonthFigures, Long> figure) {
        return new Line(name, figure.andThen(value -> Long.toString(value)));
    }

    private static Line rate(String name, Function<MonthFigures, OptionalDouble> figure) {
        return new Line(
                name,
                figure.andThen(
                        value -> value.isEmpty() ? "-" : String.format(Locale.ROOT, "%.6f", value.getAsDouble())));
    }

    private record Line(String name, Function<MonthFigures, String> text) {}
}
