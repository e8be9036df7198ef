package com.hotline48.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.hotline48.gateway.config.GatewayProperties;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What each part of the gateway may know; each rule has a sentinel in the test classes that must break it. */
class ArchitectureTest {

    private static final String BASE = "com.hotline48.gateway";
    private static final JavaClasses PRODUCTION = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(BASE);
    private static final JavaClasses WITH_SENTINELS = new ClassFileImporter().importPackages(BASE);

    @ParameterizedTest
    @EnumSource
    void holds(Part part) {
        part.rule.check(PRODUCTION);
    }

    @ParameterizedTest
    @EnumSource
    void isBrokenByItsSentinel(Part part) {
        assertThat(part.rule.evaluate(WITH_SENTINELS).getFailureReport().getDetails())
                .anyMatch(line -> line.contains(part.sentinel));
    }

    enum Part {
        RULES("rules", "SentinelOfRules", "java.lang..", "java.util..", "java.net", "java.nio..", "java.io"),
        CONFIG(
                "config",
                "SentinelOfConfig",
                "java.lang..",
                "java.util..",
                "java.net",
                "java.time",
                "org.springframework..",
                "io.github.resilience4j.timelimiter..",
                "io.netty.channel",
                "reactor..",
                "com.hotline48.gateway.rules"),
        WEB(
                "web",
                "SentinelOfWeb",
                "java.lang..",
                "java.util..",
                "java.net",
                "java.time",
                "java.io",
                "org.springframework..",
                "org.slf4j..",
                "io.github.resilience4j..",
                "io.netty..",
                "reactor..",
                "org.reactivestreams",
                "com.fasterxml.jackson..",
                "io.swagger.v3.oas.annotations",
                "com.hotline48.gateway.rules",
                "com.hotline48.gateway.config");

        private final String sentinel;
        private final ArchRule rule;

        Part(String part, String sentinel, String... allowed) {
            this.sentinel = sentinel;
            String own = BASE + "." + part;
            String[] all = java.util.Arrays.copyOf(allowed, allowed.length + 2);
            all[allowed.length] = own;
            all[allowed.length + 1] = "org.jspecify.annotations";
            this.rule = classes()
                    .that()
                    .resideInAPackage(own)
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(all);
        }
    }

    @org.junit.jupiter.api.Test
    void importsSomething() {
        assertThat(PRODUCTION.contain(GatewayProperties.class)).isTrue();
    }
}
