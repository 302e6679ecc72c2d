package io.ebbcache;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Who may import whom. The table is the whole truth: a package that is in none of its rows is a violation too. Bench sees
 * all modules, therefore this test lives here.
 */
class HouseRulesTest {
    private static final String HOUSE = "io.ebbcache.";

    /** A row covers its package and everything beneath it, up to the next longer row. Inside a row all may import all. */
    private static final List<Row> TABLE = List.of(
            row("region.nativemem"),
            row("region.mapping", "region.nativemem"),
            row("region.page", "region.mapping"),
            row("region.segment", "region.page", "region.mapping"),
            row("region.residency", "region.mapping", "region.segment"),
            row("client.ring"),
            row("client.operation"),
            row("client.codec"),
            row("client.wire", "client.operation"),
            row("client.connection", "client.wire", "client.operation", "client.ring"),
            row("client.discovery", "client.ring", "client.operation"),
            row("client.routing", belowRouting()),
            row("client.cache", "client.operation", "client.codec"),
            row("client.spring", "client.cache", "client.codec", "client.operation"),
            row("client.micrometer", "client.operation"),
            row("client", "client"),
            row("store", "region"),
            row("server.hotkeys", "store"),
            row("server.command", "server.hotkeys", "store"),
            // which protocol a connection speaks; binary and text know nothing of each other
            row("server.protocol", "server.command", "server.protocol"),
            row("server.protocol.binary", "server.command"),
            // lines and their tokens are shared; the text decoder calls the meta commands, they come in the same stream
            row("server.protocol.line", "server.command"),
            row("server.protocol.meta", "server.command", "server.protocol.line"),
            row("server.protocol.text", "server.command", "server.protocol.line", "server.protocol.meta"),
            row(
                    "server.embedded",
                    "client.operation",
                    "client.codec",
                    "client.cache",
                    "server.command",
                    "store",
                    "region"),
            row("server.net", "server.protocol", "server.command"),
            row("server.cluster.ring", "client.ring"),
            row("server.cluster.membership", "server.cluster.ring", "server.command"),
            row("server.cluster.route", "server.cluster.ring", "client", "store", "server.command"),
            row("server.cluster", "server.cluster", "client", "store", "server.command"),
            row("server.dashboard", "store", "server.command", "server.hotkeys"),
            row("server.admin", belowAdmin()),
            row("server.figures"),
            row("server.doctor", "region", "store", "server.net", "server.figures"),
            row("server.top", "server.figures"),
            row("server.launch", "region", "client", "store", "server"),
            row("bench.report"),
            row("bench", "region", "client", "store", "server", "bench"));

    private static final JavaClasses HOUSE_CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            // what the micro benchmarks' annotation processor writes
            .withImportOption(location -> !location.contains("/jmh_generated/"))
            .importPackages("io.ebbcache");

    @ParameterizedTest
    @ValueSource(strings = {"region", "client", "store", "bench"})
    void shouldSeeEveryModule(String beneath) {
        assertThat(HOUSE_CLASSES.stream()).anyMatch(type -> isIn(type, beneath));
    }

    @Test
    void shouldKnowEveryPackage() {
        assertThat(HOUSE_CLASSES.stream().filter(type -> rowOf(type).isEmpty()).map(JavaClass::getPackageName))
                .as("packages that are in no row of the table")
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("table")
    void shouldImportOnlyWhatTheTableAllows(Row row) {
        classes()
                .that(describe("lie in " + row.name(), type -> isRow(type, row)))
                .should(importOnly(
                        "only import " + row.allowed(),
                        (from, to) -> isRow(to, row) || row.allowed().stream().anyMatch(name -> isIn(to, name))))
                .allowEmptyShould(true)
                .check(HOUSE_CLASSES);
    }

    @Test
    void shouldNeverImportParents() {
        classes()
                .should(importOnly(
                        "not import a parent package",
                        (from, to) -> !from.getPackageName().startsWith(to.getPackageName() + ".")))
                .check(HOUSE_CLASSES);
    }

    @Test
    void shouldHaveNoCyclesBetweenPackages() {
        slices().matching(HOUSE + "(**)").should().beFreeOfCycles().check(HOUSE_CLASSES);
    }

    @Test
    void shouldCallNativeCodeFromOnePackage() {
        noClasses()
                .that()
                .resideOutsideOfPackage(HOUSE + "region.nativemem..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.sun.jna..")
                .check(HOUSE_CLASSES);
    }

    @Test
    void shouldEmbedStoreWithoutNetty() {
        noClasses()
                .that()
                .resideInAnyPackage(HOUSE + "region..", HOUSE + "store..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.netty..")
                .check(HOUSE_CLASSES);
    }

    @Test
    void shouldParseCommandLinesWhereProgramsStart() {
        noClasses()
                .that()
                .resideOutsideOfPackages(HOUSE + "server.launch..", HOUSE + "bench..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("picocli..")
                .check(HOUSE_CLASSES);
    }

    @Test
    void shouldExplainEveryPackage() {
        assertThat(HOUSE_CLASSES.stream().map(JavaClass::getPackage).distinct())
                .as("packages need a package-info.java with @NullMarked")
                .allMatch(each -> each.isAnnotatedWith(NullMarked.class));
    }

    static Stream<Row> table() {
        return TABLE.stream();
    }

    private static String[] belowRouting() {
        return new String[] {
            "client.ring", "client.operation", "client.codec", "client.wire", "client.connection", "client.discovery"
        };
    }

    private static String[] belowAdmin() {
        return new String[] {
            "region",
            "client",
            "store",
            "server.command",
            "server.protocol",
            "server.net",
            "server.cluster",
            "server.dashboard"
        };
    }

    private static ArchCondition<JavaClass> importOnly(String text, BiPredicate<JavaClass, JavaClass> allowed) {
        return new ArchCondition<>(text) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    JavaClass target = dependency.getTargetClass().getBaseComponentType();
                    if (isHouse(target) && !allowed.test(type, target)) {
                        events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
                    }
                }
            }
        };
    }

    private static boolean isHouse(JavaClass type) {
        return type.getPackageName().startsWith(HOUSE);
    }

    private static boolean isIn(JavaClass type, String name) {
        return (type.getPackageName() + ".").startsWith(HOUSE + name + ".");
    }

    private static boolean isRow(JavaClass type, Row row) {
        return rowOf(type).filter(row::equals).isPresent();
    }

    private static Optional<Row> rowOf(JavaClass type) {
        return TABLE.stream()
                .filter(row -> isIn(type, row.name()))
                .max(Comparator.comparingInt(row -> row.name().length()));
    }

    private static Row row(String name, String... allowed) {
        return new Row(name, List.of(allowed));
    }

    /** Packages are written without the leading {@code io.ebbcache}. */
    record Row(String name, List<String> allowed) {
        @Override
        public String toString() {
            return name;
        }
    }
}
