package com.hotline48.routing.adapter.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.hotline48.routing.RoutingApplication;
import com.hotline48.routing.application.FormDirectory;
import com.hotline48.routing.application.RoutingStore;
import com.hotline48.routing.application.RoutingStoreContract;
import com.hotline48.testkit.BackingServices;
import com.mongodb.reactivestreams.client.MongoDatabase;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import reactor.core.publisher.Flux;

@SpringBootTest(
        classes = RoutingApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "spring.config.name=routing")
@DirtiesContext
class MongoRoutingStoreIT implements RoutingStoreContract {

    @Autowired
    private RoutingStore store;

    @Autowired
    private FormDirectory directory;

    @Autowired
    private MongoDatabase database;

    @DynamicPropertySource
    static void engines(DynamicPropertyRegistry registry) {
        BackingServices.get().register(registry, "routing");
    }

    @Override
    public RoutingStore store() {
        return store;
    }

    @Override
    public FormDirectory directory() {
        return directory;
    }

    @Test
    void hasAnIndexForWhatFormsAreFoundBy() {
        assertThat(Flux.from(database.getCollection(MongoRoutingStore.COLLECTION)
                                .listIndexes())
                        .map(index -> index.get("key", Document.class).keySet().toString())
                        .collectList()
                        .block())
                .contains("[state.tags, _id]");
    }
}
