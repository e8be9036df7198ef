package com.hotline48.callback;

import com.hotline48.callback.adapter.http.sentinel.HttpThatKnowsMongo;
import com.hotline48.callback.adapter.http.sentinel.HttpThatKnowsTheTestkit;
import com.hotline48.callback.adapter.mongo.MongoCallbackStore;
import com.hotline48.callback.application.sentinel.UseCaseThatKnowsSpring;
import com.hotline48.callback.domain.sentinel.DomainThatKnowsReactor;
import com.hotline48.testkit.ArchitectureRules;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** What each part of the service may know; each rule has a sentinel that must break it. */
class ArchitectureTest {

    private final ArchitectureRules rules = new ArchitectureRules("com.hotline48.callback");
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
        rules.mustFail(rules.adaptersApart(), HttpThatKnowsMongo.class, MongoCallbackStore.class);
    }

    @Test
    void keepsOtherServicesOut() {
        rules.ownCodeOnly().check(classes);
        rules.mustFail(rules.ownCodeOnly(), HttpThatKnowsTheTestkit.class);
    }
}
