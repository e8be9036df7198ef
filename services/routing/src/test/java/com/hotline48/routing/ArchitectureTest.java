package com.hotline48.routing;

import com.hotline48.routing.adapter.http.sentinel.HttpThatKnowsMongo;
import com.hotline48.routing.adapter.http.sentinel.HttpThatKnowsTheTestkit;
import com.hotline48.routing.adapter.mongo.MongoRoutingStore;
import com.hotline48.routing.application.sentinel.UseCaseThatKnowsSpring;
import com.hotline48.routing.domain.sentinel.DomainThatKnowsReactor;
import com.hotline48.testkit.ArchitectureRules;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** What each part of the service may know; each rule has a sentinel that must break it. */
class ArchitectureTest {

    private final ArchitectureRules rules = new ArchitectureRules("com.hotline48.routing");
    private final JavaClasses classes = rules.mainClasses();
    private final ArchRule application = rules.application("com.hotline48.delivery.listener..", "io.micrometer..");

    @Test
    void keepsTheDomainPure() {
        rules.domain().check(classes);
        rules.mustFail(rules.domain(), DomainThatKnowsReactor.class);
    }

    @Test
    void keepsUseCasesFreeOfTechnology() {
        application.check(classes);
        rules.mustFail(application, UseCaseThatKnowsSpring.class);
    }

    @Test
    void keepsAdaptersApart() {
        rules.adaptersApart().check(classes);
        rules.mustFail(rules.adaptersApart(), HttpThatKnowsMongo.class, MongoRoutingStore.class);
    }

    @Test
    void keepsOtherServicesOut() {
        rules.ownCodeOnly().check(classes);
        rules.mustFail(rules.ownCodeOnly(), HttpThatKnowsTheTestkit.class);
    }
}
