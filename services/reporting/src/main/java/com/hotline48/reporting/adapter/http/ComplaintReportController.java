package com.hotline48.reporting.adapter.http;

import java.time.YearMonth;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

import com.hotline48.delivery.http.ProblemException;
import com.hotline48.events.centre.Centres;
import com.hotline48.reporting.application.ReadComplaintFigures;
import com.hotline48.reporting.domain.Scope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Monthly complaint figures, per centre and nationally. */
@RestController
@RequestMapping("/api/v1/reports")
public class ComplaintReportController {

    private static final Pattern MONTH = Pattern.compile("[0-9]{4}-(0[1-9]|1[0-2])");

    private final ReadComplaintFigures figures;
    private final Centres centres;

    public ComplaintReportController(ReadComplaintFigures figures, Centres centres) {
        this.figures = Objects.requireNonNull(figures, "figures");
        this.centres = Objects.requireNonNull(centres, "centres");
    }

    /** The figures of a month; zeros, and reasons instead of rates, if it has no complaints. */
    @Operation(summary = "Complaint figures of a month")
    @Parameter(
            name = "period",
            in = ParameterIn.QUERY,
            required = true,
            description = "Month of acceptance, yyyy-MM, in each accepting centre's zone",
            example = "2016-03")
    @Parameter(
            name = "scope",
            in = ParameterIn.QUERY,
            description = "Code of a centre; absent = national, the sum of the provinces' months",
            example = "CN-BJ")
    @GetMapping("/complaints")
    Mono<ComplaintReportBody> complaints(@Parameter(hidden = true) @RequestParam MultiValueMap<String, String> query) {
        YearMonth period = single(query, "period")
                .filter(text -> MONTH.matcher(text).matches())
                .map(YearMonth::parse)
                .orElseThrow(() -> ProblemException.invalid("period", "expected: one month as yyyy-MM, e.g. 2016-03"));
        Scope scope = query.containsKey("scope") ? scope(query) : Scope.NATIONAL;
        return figures.read(period, scope).map(ComplaintReportBody::of);
    }

    private Scope scope(MultiValueMap<String, String> query) {
        return single(query, "scope")
                .flatMap(centres::find)
                .map(centre -> Scope.of(centre.code()))
                .orElseThrow(() -> ProblemException.invalid(
                        "scope", "expected: the code of one centre, e.g. CN-BJ, or no scope for all of them"));
    }

    /** The parameter's value if it is there exactly once. */
    private static Optional<String> single(MultiValueMap<String, String> query, String name) {
        List<String> values = query.getOrDefault(name, List.of());
        return values.size() == 1 ? Optional.ofNullable(values.get(0)) : Optional.empty();
    }
}
