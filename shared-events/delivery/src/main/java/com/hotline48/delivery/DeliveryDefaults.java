package com.hotline48.delivery;

import java.time.Clock;

import com.hotline48.delivery.listener.RetryPolicy;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DeferredImportSelector;
import org.springframework.core.type.AnnotationMetadata;

/** What a service or a test may bring itself; looked at after its own beans are known. */
final class DeliveryDefaults implements DeferredImportSelector {

    @Override
    public String[] selectImports(AnnotationMetadata importing) {
        return new String[] {Beans.class.getName()};
    }

    @Configuration(proxyBeanMethods = false)
    static class Beans {

        @Bean
        @ConditionalOnMissingBean
        Clock clock() {
            return Clock.systemUTC();
        }

        @Bean
        @ConditionalOnMissingBean
        RetryPolicy retryPolicy() {
            return RetryPolicy.defaults();
        }
    }
}
