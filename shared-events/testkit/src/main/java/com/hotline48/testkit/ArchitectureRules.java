package com.hotline48.testkit;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import java.util.ArrayList;
import java.util.List;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

/**
 * The shape of a service (architecture.md, One service) as allow-lists.
 *
 * <p>A service proves each rule by a sentinel: a class in its test sources, in a package of the layer (e.g.
 * {@code com.hotline48.ticket.domain.sentinel}), that breaks it:
 *
 * <pre>{@code
 * rules.domain().check(rules.mainClasses());
 * rules.mustFail(rules.domain(), DomainThatKnowsSpring.class);
 * }</pre>
 */
public final class ArchitectureRules {

    private static final String[] LANGUAGE = {"java..", "org.jspecify.."};

    private final String base;

    /** @param basePackage e.g. {@code com.hotline48.ticket} */
    public ArchitectureRules(String basePackage) {
        this.base = basePackage;
    }

    /** The service's main classes. */
    public JavaClasses mainClasses() {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(base);
    }

    /**
     * The domain knows the language, the published facts and itself.
     *
     * @param more further packages, e.g. {@code com.google.i18n.phonenumbers..}
     */
    public ArchRule domain(String... more) {
        return layer("domain", List.of(more), "com.hotline48.events..", base + ".domain..");
    }

    /** Use cases know the domain, Reactor and the values of the outbox; no technology, no adapter. */
    public ArchRule application(String... more) {
        return layer(
                "application",
                List.of(more),
                "com.hotline48.events..",
                "com.hotline48.delivery.outbox..",
                base + ".domain..",
                base + ".application..",
                "reactor..",
                "org.reactivestreams..",
                "org.bson..");
    }

    /** Topologies know Kafka Streams, the domain and what delivery has for topologies. */
    public ArchRule stream(String... more) {
        return layer(
                "stream",
                List.of(more),
                "com.hotline48.events..",
                "com.hotline48.delivery.streams..",
                "com.hotline48.delivery.timer..",
                "com.hotline48.delivery.logend..",
                "com.hotline48.delivery.mark..",
                "com.hotline48.delivery.deadletter..",
                base + ".domain..",
                base + ".stream..",
                "org.apache.kafka..",
                "com.fasterxml.jackson..",
                "org.slf4j..");
    }

    /** An adapter of one technology knows no other adapter. */
    public ArchRule adaptersApart() {
        return SlicesRuleDefinition.slices()
                .matching(base + ".adapter.(*)..")
                .should()
                .notDependOnEachOther()
                .allowEmptyShould(true)
                .as("adapters of " + base + " do not see each other");
    }

    /** Of the platform's code, a service knows its own, the contract and delivery: no other service's. */
    public ArchRule ownCodeOnly() {
        return classes()
                .that()
                .resideInAPackage(base + "..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                                base + "..", "com.hotline48.events..", "com.hotline48.delivery..")
                        .or(com.tngtech.archunit.base.DescribedPredicate.not(resideInAnyPackage("com.hotline48.."))))
                .as(base + " knows no other service");
    }

    /** All rules that hold for every service, without exceptions. */
    public List<ArchRule> all() {
        return List.of(domain(), application(), stream(), adaptersApart(), ownCodeOnly());
    }

    /**
     * Proves that a rule can fail.
     *
     * @param sentinels classes that break it
     * @throws AssertionError if it holds for them
     */
    public void mustFail(ArchRule rule, Class<?>... sentinels) {
        JavaClasses classes = new ClassFileImporter().importClasses(sentinels);
        List<String> names = new ArrayList<>();
        for (JavaClass sentinel : classes) {
            names.add(sentinel.getSimpleName());
        }
        if (!rule.evaluate(classes).hasViolation()) {
            throw new AssertionError("the rule cannot fail, it lets these pass: " + names);
        }
    }

    private ArchRule layer(String layer, List<String> more, String... allowed) {
        List<String> packages = new ArrayList<>(List.of(LANGUAGE));
        packages.addAll(List.of(allowed));
        packages.addAll(more);
        return classes()
                .that()
                .resideInAPackage(base + "." + layer + "..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(packages.toArray(String[]::new))
                        .or(com.tngtech.archunit.base.DescribedPredicate.describe(
                                "are primitive or arrays of what is allowed",
                                (JavaClass dependency) -> dependency.isPrimitive()
                                        || (dependency.isArray()
                                                && (dependency
                                                                .getBaseComponentType()
                                                                .isPrimitive()
                                                        || resideInAnyPackage(packages.toArray(String[]::new))
                                                                .test(dependency.getBaseComponentType()))))))
                .allowEmptyShould(true)
                .as(layer + " of " + base + " knows only " + packages);
    }
}
