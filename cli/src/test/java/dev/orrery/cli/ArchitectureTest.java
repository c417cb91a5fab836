// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the house together: which module may know which, and what a class may be called. */
class ArchitectureTest {
    private static final List<String> MODULES =
            List.of("models", "starrocks", "ddl", "refresher", "loader", "embedded", "cli");
    // The loader is not on this class path (Flink stays off it), so the classes are read from where they were built.
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .importPaths(MODULES.stream()
                    .map(module -> Path.of("..", module, "target", "classes"))
                    .toList());

    @Test
    void every_module_was_read() {
        for (String module : MODULES) {
            assertThat(CLASSES.stream().filter(c -> c.getPackageName().startsWith("dev.orrery." + module)))
                    .as("classes of " + module)
                    .isNotEmpty();
        }
    }

    @Test
    void modules_point_inward() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("cli")
                .definedBy("dev.orrery.cli..")
                .layer("ddl")
                .definedBy("dev.orrery.ddl..")
                .layer("refresher")
                .definedBy("dev.orrery.refresher..")
                .layer("starrocks")
                .definedBy("dev.orrery.starrocks..")
                .layer("loader")
                .definedBy("dev.orrery.loader..")
                .layer("embedded")
                .definedBy("dev.orrery.embedded..")
                .layer("models")
                .definedBy("dev.orrery.models..")
                .whereLayer("cli")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("ddl")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("refresher")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("loader")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("embedded")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("starrocks")
                .mayOnlyBeAccessedByLayers("cli", "ddl", "refresher")
                .whereLayer("models")
                .mayOnlyBeAccessedByLayers("cli", "starrocks", "ddl", "refresher", "loader", "embedded")
                .check(CLASSES);
    }

    @Test
    void packages_of_a_module_do_not_run_in_circles() {
        for (String module : MODULES) {
            slices().matching("dev.orrery." + module + ".(*)..")
                    .should()
                    .beFreeOfCycles()
                    .allowEmptyShould(true)
                    .check(CLASSES);
        }
    }

    @Test
    void models_know_no_database_and_no_network() {
        noClasses()
                .that()
                .resideInAPackage("dev.orrery.models..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "java.net..")
                .check(CLASSES);
    }

    @Test
    void only_the_command_writes_to_the_console() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.orrery.cli..", "dev.orrery.loader..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(CLASSES);
    }

    @Test
    void time_comes_from_a_clock() {
        noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(LocalDateTime.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.orrery.cli..", "dev.orrery.loader..")
                .should()
                .callMethod(Clock.class, "systemUTC")
                .check(CLASSES);
    }

    @Test
    void names_say_what_a_class_is() {
        classes()
                .that()
                .areTopLevelClasses()
                .should()
                .haveNameNotMatching(".*(Utils?|Helper|Manager|Impl|Info|Processor)$")
                .andShould()
                .haveNameNotMatching(".*\\.(Abstract|Base|Common)[A-Z].*")
                .check(CLASSES);
    }

    @Test
    void every_package_says_what_it_is() throws IOException {
        for (String module : MODULES) {
            Path sources = Path.of("..", module, "src/main/java");
            try (Stream<Path> files = Files.walk(sources)) {
                List<Path> folders = files.filter(file -> file.toString().endsWith(".java"))
                        .map(Path::getParent)
                        .distinct()
                        .toList();
                assertThat(folders).allSatisfy(folder -> {
                    Path paragraph = folder.resolve("package-info.java");
                    assertThat(paragraph).exists();
                    assertThat(Files.readString(paragraph)).contains("/**").contains("@NullMarked");
                });
            }
        }
    }
}
