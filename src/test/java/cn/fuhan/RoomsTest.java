package cn.fuhan;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The rooms, and which may lean on which. */
class RoomsTest {

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("cn.fuhan");

    @Test
    void arrowsBetweenRoomsGoOneWay() {
        layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage("cn.fuhan..")
                .layer("start")
                .definedBy("cn.fuhan")
                .layer("web")
                .definedBy("cn.fuhan.web..")
                .layer("openapi")
                .definedBy("cn.fuhan.openapi..")
                .layer("access")
                .definedBy("cn.fuhan.access..")
                .layer("outbox")
                .definedBy("cn.fuhan.outbox..")
                .layer("audit")
                .definedBy("cn.fuhan.audit..")
                .layer("search")
                .definedBy("cn.fuhan.search..")
                .layer("seal")
                .definedBy("cn.fuhan.seal..")
                .layer("reply")
                .definedBy("cn.fuhan.reply..")
                .layer("receipt")
                .definedBy("cn.fuhan.receipt..")
                .layer("intake")
                .definedBy("cn.fuhan.intake..")
                .layer("desk")
                .definedBy("cn.fuhan.desk..")
                .layer("wechat")
                .definedBy("cn.fuhan.wechat..")
                .layer("calendar")
                .definedBy("cn.fuhan.calendar..")
                .layer("followup")
                .definedBy("cn.fuhan.followup..")
                .layer("figures")
                .definedBy("cn.fuhan.figures..")
                .layer("embedded")
                .definedBy("cn.fuhan.embedded..")
                .whereLayer("start")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("openapi")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("desk")
                .mayOnlyBeAccessedByLayers("start")
                .whereLayer("wechat")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("embedded")
                .mayOnlyBeAccessedByLayers("start")
                .whereLayer("intake")
                .mayOnlyBeAccessedByLayers("desk")
                .whereLayer("receipt")
                .mayOnlyBeAccessedByLayers("figures", "desk", "wechat")
                .whereLayer("figures")
                .mayOnlyBeAccessedByLayers("desk")
                .whereLayer("followup")
                .mayOnlyBeAccessedByLayers("figures", "desk")
                .whereLayer("calendar")
                .mayOnlyBeAccessedByLayers("receipt", "followup", "desk")
                .whereLayer("reply")
                .mayOnlyBeAccessedByLayers(
                        "receipt", "intake", "followup", "figures", "desk", "wechat")
                .whereLayer("outbox")
                .mayOnlyAccessLayers("web", "audit")
                .whereLayer("search")
                .mayOnlyBeAccessedByLayers("reply")
                .whereLayer("seal")
                .mayOnlyBeAccessedByLayers("reply")
                .whereLayer("access")
                .mayOnlyBeAccessedByLayers(
                        "reply", "receipt", "followup", "figures", "desk", "wechat", "start")
                .whereLayer("audit")
                .mayOnlyBeAccessedByLayers(
                        "access", "outbox", "reply", "receipt", "followup", "figures", "desk")
                .check(CLASSES);
    }

    @Test
    void nothingThatRunsDrawsWithAwt() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.awt..", "javax.imageio..")
                .because("a native image lacks it")
                .check(CLASSES);
    }
}
