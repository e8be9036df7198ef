package com.hotline48.routing.domain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.hotline48.events.Code;

/**
 * Which department gets the form when nobody named one: the most specific rule that fits, which is the one with the
 * most conditions. No matter can fit two rules equally well; such a table is refused.
 */
public final class RuleTable {

    private final List<RoutingRule> rules;

    /** @throws IllegalArgumentException if a name is used twice or rules tie; the message names them */
    public RuleTable(List<RoutingRule> rules) {
        refuseSameNames(rules);
        refuseTies(rules);
        this.rules = rules.stream()
                .sorted(Comparator.comparingLong(RoutingRule::specificity).reversed())
                .toList();
    }

    /**
     * Where the form goes.
     *
     * @param except departments that have declared themselves not responsible
     * @return empty when no rule gives a department
     */
    public Optional<Code> departmentFor(Matter matter, Set<Code> except) {
        return rules.stream()
                .filter(rule -> rule.fits(matter))
                .map(RoutingRule::department)
                .filter(department -> !except.contains(department))
                .findFirst();
    }

    /** How many rules there are. */
    public int size() {
        return rules.size();
    }

    private static void refuseSameNames(List<RoutingRule> rules) {
        Set<String> names = new HashSet<>();
        for (RoutingRule rule : rules) {
            if (!names.add(rule.name())) {
                throw new IllegalArgumentException("two rules are called '" + rule.name() + "'");
            }
        }
    }

    private static void refuseTies(List<RoutingRule> rules) {
        List<String> ties = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            for (int j = i + 1; j < rules.size(); j++) {
                RoutingRule one = rules.get(i);
                RoutingRule other = rules.get(j);
                if (one.specificity() == other.specificity() && one.overlaps(other) && !isDecided(rules, one, other)) {
                    ties.add("'" + one.name() + "' and '" + other.name() + "'");
                }
            }
        }
        if (!ties.isEmpty()) {
            throw new IllegalArgumentException("rules fit the same matter equally well: " + String.join(", ", ties)
                    + ". Drop one or add a rule with the conditions of both.");
        }
    }

    /** A third rule with the conditions of both is more specific than either, so they never come to decide. */
    private static boolean isDecided(List<RoutingRule> rules, RoutingRule one, RoutingRule other) {
        return rules.stream().anyMatch(rule -> rule.specificity() > one.specificity() && rule.joins(one, other));
    }
}
