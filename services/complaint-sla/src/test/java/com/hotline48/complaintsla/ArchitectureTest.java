package com.hotline48.complaintsla;

import com.hotline48.complaintsla.adapter.http.sentinel.HttpThatKnowsMongo;
import com.hotline48.complaintsla.adapter.mongo.MongoClockRegister;
import com.hotline48.complaintsla.application.sentinel.UseCaseThatKnowsMongo;
import com.hotline48.complaintsla.domain.sentinel.DomainThatKnowsSpring;
import com.hotline48.complaintsla.stream.sentinel.TopologyThatKnowsMongo;
import com.hotline48.testkit.ArchitectureRules;
import com.hotline48.testkit.BackingServices;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private final ArchitectureRules rules = new ArchitectureRules("com.hotline48.complaintsla");

    private final JavaClasses classes = rules.mainClasses();

    @Test
    void theDomainIsPure() {
        ArchRule rule = rules.domain();

        rule.check(classes);
        rules.mustFail(rule, DomainThatKnowsSpring.class);
    }

    @Test
    void useCasesKnowNoTechnology() {
        ArchRule rule = rules.application("org.slf4j..");

        rule.check(classes);
        rules.mustFail(rule, UseCaseThatKnowsMongo.class);
    }

    @Test
    void topologiesTouchStoresAndLogEndsOnly() {
        ArchRule rule = rules.stream();

        rule.check(classes);
        rules.mustFail(rule, TopologyThatKnowsMongo.class);
    }

    @Test
    void adaptersDoNotSeeEachOther() {
        ArchRule rule = rules.adaptersApart();

        rule.check(classes);
        rules.mustFail(rule, HttpThatKnowsMongo.class, MongoClockRegister.class);
    }

    @Test
    void noOtherServiceIsKnown() {
        ArchRule rule = rules.ownCodeOnly();

        rule.check(classes);
        rules.mustFail(rule, KnowsTheTestKit.class);
    }

    /** Breaks {@link #noOtherServiceIsKnown} on purpose. */
    interface KnowsTheTestKit {
        BackingServices services();
    }
}
