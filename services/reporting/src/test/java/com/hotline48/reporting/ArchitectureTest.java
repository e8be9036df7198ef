package com.hotline48.reporting;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.hotline48.reporting.adapter.http.sentinel.ControllerThatKnowsAnotherAdapter;
import com.hotline48.reporting.adapter.mongo.MongoCellStore;
import com.hotline48.reporting.application.sentinel.UseCaseThatKnowsTheDatabase;
import com.hotline48.reporting.domain.sentinel.DomainThatWaits;
import com.hotline48.reporting.stream.sentinel.TopologyThatKnowsTheDatabase;
import com.hotline48.testkit.ArchitectureRules;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final ArchitectureRules RULES = new ArchitectureRules("com.hotline48.reporting");
    private static final JavaClasses MAIN = RULES.mainClasses();

    /** Figures have no use for the published facts: the topology translates them. */
    private static final ArchRule DOMAIN_WITHOUT_EVENTS = classes()
            .that()
            .resideInAPackage("com.hotline48.reporting.domain..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", "com.hotline48.reporting.domain..");

    @Test
    void holdsTheShapeOfAService() {
        RULES.all().forEach(rule -> rule.check(MAIN));
        DOMAIN_WITHOUT_EVENTS.check(MAIN);
    }

    @Test
    void canFail() {
        RULES.mustFail(RULES.domain(), DomainThatWaits.class);
        RULES.mustFail(DOMAIN_WITHOUT_EVENTS, DomainThatWaits.class);
        RULES.mustFail(RULES.application(), UseCaseThatKnowsTheDatabase.class);
        RULES.mustFail(RULES.stream(), TopologyThatKnowsTheDatabase.class);
        RULES.mustFail(RULES.adaptersApart(), ControllerThatKnowsAnotherAdapter.class, MongoCellStore.class);
    }
}
