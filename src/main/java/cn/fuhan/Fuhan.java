package cn.fuhan;

import cn.fuhan.embedded.CannotStart;
import cn.fuhan.embedded.EmbeddedDatabase;
import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.smallrye.config.SmallRyeConfig;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The service 复函, and what else its program does. With {@code quarkus.datasource.reactive.url}
 * configured it works on that PostgreSQL; otherwise it starts one of its own under {@code
 * fuhan.data-dir}, and stops it as the last thing it does.
 */
@QuarkusMain
// picocli makes it by its class, and only annotated classes of ours are known to it beforehand
@RegisterForReflection(targets = CommandLine.HelpCommand.class)
@Command(
        name = "fuhan",
        description = "不带参数时启动服务。",
        synopsisSubcommandLabel = "[migrate | import DIR]",
        subcommands = CommandLine.HelpCommand.class)
public final class Fuhan implements Callable<Integer> {

    /** How long a signal to stop waits for the service, which needs its database to the end. */
    private static final long LONGEST_STOP_SECONDS = 60;

    private static final Map<String, String> MIGRATION =
            Map.of(DatabaseSettings.MIGRATES, "true", "quarkus.init-and-exit", "true");

    /**
     * No service: nobody can call it, and the terminal is for progress and report. Nobody waits for
     * its event loops either, which a slow machine loads its classes on.
     */
    private static final Map<String, String> COMMAND =
            Map.of(
                    "quarkus.http.host-enabled", "false",
                    "quarkus.banner.enabled", "false",
                    "quarkus.log.level", "WARN",
                    "quarkus.log.category.\"io.vertx.core.impl.BlockedThreadChecker\".level",
                            "ERROR",
                    "quarkus.log.console.stderr", "true",
                    "fuhan.samples", "false");

    /** What Quarkus will read for itself later, profile and environment included. */
    private final SmallRyeConfig config = ConfigUtils.configBuilder().build();

    Fuhan() {}

    /** Returns when the service has ended, if the process hasn't by then. */
    public static void main(String... arguments) {
        Fuhan fuhan = new Fuhan();
        // a start has nothing to read there, and would wait for 170 classes to be loaded
        int status = arguments.length == 0 ? fuhan.call() : fuhan.execute(arguments);
        if (status != 0) {
            System.exit(status);
        }
    }

    private int execute(String... arguments) {
        return new CommandLine(this)
                .setOut(new PrintWriter(Terminal.OUT.stream(), true))
                .setErr(new PrintWriter(Terminal.ERR.stream(), true))
                .execute(arguments);
    }

    @Override
    public Integer call() {
        return run(Greeting.class, Map.of());
    }

    @Command(name = "migrate", description = "把数据库的表更新到本版，然后结束。有几个副本时，在启动它们之前执行一次。")
    int migrate() {
        // it ends before there would be anything to greet with
        return run(null, MIGRATION);
    }

    @Command(
            name = "import",
            description = {
                "导入一个目录里的复函（.html .txt .docx，以及其中的 .zip），逐个报告结果。",
                "中断后再执行同一命令，会接着做；服务正在运行时也可以执行。"
            },
            exitCodeListHeading = "%n",
            exitCodeList = {"0:全部导入，或先前已有", "1:没有导入", "3:有的文件没有导入，原因见报告"})
    int importDirectory(
            @Parameters(paramLabel = "DIR", description = "目录") Path directory,
            @Option(
                            names = "--by",
                            paramLabel = "账号",
                            defaultValue = "admin",
                            description = "以谁的名义导入：编辑或管理员的账号，默认 ${DEFAULT-VALUE}")
                    String by) {
        return run(ImportCommand.class, COMMAND, directory.toString(), by);
    }

    private int run(
            @Nullable Class<? extends QuarkusApplication> application,
            Map<String, String> how,
            String... arguments) {
        Map<String, String> settings = new HashMap<>(TraceSettings.missingIn(config));
        settings.putAll(how);
        if (config.getOptionalValue("quarkus.datasource.reactive.url", String.class).isPresent()) {
            settings.putAll(DatabaseSettings.missingIn(config));
            runWith(settings, application, arguments);
            return 0;
        }
        Path dataDir =
                config.getOptionalValue("fuhan.data-dir", Path.class).orElse(Path.of("data"));
        try {
            Optional<EmbeddedDatabase.Access> served =
                    how == COMMAND ? EmbeddedDatabase.ofAnother(dataDir) : Optional.empty();
            if (served.isPresent()) {
                settings.putAll(DatabaseSettings.of(served.get()));
                // the tables are those of the service that runs
                settings.put(DatabaseSettings.MIGRATES, "false");
                runWith(settings, application, arguments);
            } else {
                runWithOwnDatabase(
                        EmbeddedDatabase.start(dataDir), settings, application, arguments);
            }
            return 0;
        } catch (CannotStart e) {
            Terminal.ERR.stream().println(e.getMessage());
            return 1;
        }
    }

    private void runWithOwnDatabase(
            EmbeddedDatabase database,
            Map<String, String> settings,
            @Nullable Class<? extends QuarkusApplication> application,
            String... arguments) {
        CountDownLatch served = new CountDownLatch(1);
        // On a signal the JVM runs all its hooks at once, Quarkus' own among them
        Thread hook = new Thread(() -> closeAfter(served, database), "stop-database");
        Runtime.getRuntime().addShutdownHook(hook);
        // Quarkus says so here when it has stopped, after a failed start as well
        BiConsumer<Integer, Throwable> exit =
                ApplicationLifecycleManager.getDefaultExitCodeHandler();
        ApplicationLifecycleManager.setDefaultExitCodeHandler(
                (status, failure) -> {
                    served.countDown();
                    database.close();
                    exit.accept(status, failure);
                });
        settings.putAll(DatabaseSettings.of(database.access()));
        runWith(settings, application, arguments);
        // only development mode comes back, to start again from the beginning
        served.countDown();
        database.close();
        Runtime.getRuntime().removeShutdownHook(hook);
        ApplicationLifecycleManager.setDefaultExitCodeHandler(exit);
    }

    private static void closeAfter(CountDownLatch served, EmbeddedDatabase database) {
        try {
            served.await(LONGEST_STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            // so be it now
        }
        database.close();
    }

    private void runWith(
            Map<String, String> settings,
            @Nullable Class<? extends QuarkusApplication> application,
            String... arguments) {
        DatabaseSettings.onlyWhatIsNeeded(settings, config);
        settings.forEach(System::setProperty);
        Quarkus.run(application, arguments);
        settings.keySet().forEach(System::clearProperty);
    }
}
