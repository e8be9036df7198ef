package com.hotline48.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hotline48.testkit.sample.adapter.http.AdapterThatKnowsAnother;
import com.hotline48.testkit.sample.adapter.mongo.Neighbour;
import com.hotline48.testkit.sample.domain.DomainThatKnowsReactor;
import com.hotline48.testkit.sample.domain.PureDomain;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

class ArchitectureRulesTest {

    private final ArchitectureRules rules = new ArchitectureRules("com.hotline48.testkit.sample");

    @Test
    void lettingAPureDomainPass() {
        rules.domain().check(new ClassFileImporter().importClasses(PureDomain.class));
    }

    @Test
    void catchingADomainThatKnowsAFramework() {
        rules.mustFail(rules.domain(), DomainThatKnowsReactor.class);
    }

    @Test
    void catchingAnAdapterThatKnowsAnother() {
        rules.mustFail(rules.adaptersApart(), AdapterThatKnowsAnother.class, Neighbour.class);
    }

    @Test
    void catchingSomebodyElsesCode() {
        rules.mustFail(rules.ownCodeOnly(), AdapterThatKnowsAnother.class);
    }

    @Test
    void noticingASentinelThatBreaksNothing() {
        assertThatThrownBy(() -> rules.mustFail(rules.domain(), PureDomain.class))
                .isInstanceOf(AssertionError.class);
    }
}
