package com.hotline48.ticket;

import com.hotline48.testkit.ArchitectureRules;
import com.hotline48.ticket.adapter.http.ControllerThatKnowsMongoAdapter;
import com.hotline48.ticket.adapter.mongo.MongoTicketStore;
import com.hotline48.ticket.application.sentinel.ApplicationThatKnowsMongo;
import com.hotline48.ticket.domain.sentinel.DomainThatKnowsReactor;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private final ArchitectureRules rules = new ArchitectureRules("com.hotline48.ticket");
    private final ArchRule application = rules.application("io.micrometer.core.instrument..");

    @Test
    void keepsTheDomainPure() {
        rules.domain().check(rules.mainClasses());
        rules.mustFail(rules.domain(), DomainThatKnowsReactor.class);
    }

    @Test
    void keepsTechnologyOutOfUseCases() {
        application.check(rules.mainClasses());
        rules.mustFail(application, ApplicationThatKnowsMongo.class);
    }

    @Test
    void keepsAdaptersApart() {
        rules.adaptersApart().check(rules.mainClasses());
        rules.mustFail(rules.adaptersApart(), ControllerThatKnowsMongoAdapter.class, MongoTicketStore.class);
    }

    @Test
    void knowsNoOtherService() {
        rules.ownCodeOnly().check(rules.mainClasses());
        // A main class of this service, as seen by a service of another name.
        new ArchitectureRules("com.hotline48.ticket.adapter")
                .mustFail(new ArchitectureRules("com.hotline48.ticket.adapter").ownCodeOnly(), MongoTicketStore.class);
    }
}
