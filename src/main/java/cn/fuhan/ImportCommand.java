package cn.fuhan;

import cn.fuhan.access.Administrator;
import cn.fuhan.desk.DirectoryImport;
import cn.fuhan.desk.ImportRun;
import cn.fuhan.web.Problem;
import cn.fuhan.web.Problems;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/**
 * {@code import DIR}: how far it is on the error output, as a bar where somebody looks; the report,
 * a line for each file, on the output.
 */
@Singleton
final class ImportCommand implements QuarkusApplication {

    private static final int BAR = 30;
    private static final int NOTHING_IMPORTED = 1;
    private static final int SOME_FAILED = 3;

    private final DirectoryImport imports;
    private final Administrator administrator;
    private final PrintStream out = Terminal.OUT.stream();
    private final PrintStream err = Terminal.ERR.stream();
    private final boolean isSeen = Terminal.ERR.isSeen();
    private volatile boolean stopped;
    private int told = -1;

    ImportCommand(DirectoryImport imports, Administrator administrator) {
        this.imports = imports;
        this.administrator = administrator;
    }

    void stop(@Observes ShutdownEvent event) {
        stopped = true;
    }

    /**
     * @param arguments the directory, and the account that it is done for
     */
    @Override
    public int run(String... arguments) throws InterruptedException {
        String password = administrator.newPassword();
        if (password != null) {
            err.printf("新建了管理账号 admin，口令：%s（只显示这一次）%n", password);
        }
        try {
            ImportRun run = imports.run(Path.of(arguments[0]), arguments[1], this::show);
            report(run);
            return run.failed() > 0 ? SOME_FAILED : 0;
        } catch (Problem e) {
            err.println(e.detail());
        } catch (IOException e) {
            err.println("读取目录时出错：" + e);
        } catch (RuntimeException e) {
            err.println(
                    stopped
                            ? "已中断。再执行同一命令，会接着做。"
                            : Problems.isOutOfReach(e)
                                    ? "数据库连不上，已中断。恢复后再执行同一命令，会接着做。"
                                    : "出错，已中断：" + e);
        }
        return NOTHING_IMPORTED;
    }

    private void show(ImportRun run) {
        if (isSeen) {
            int full = BAR * run.done() / Math.max(1, run.files());
            err.printf("\r%s%s %s", "█".repeat(full), "░".repeat(BAR - full), line(run));
            if (run.state() == ImportRun.State.DONE) {
                err.println();
            }
        } else if (run.done() * 10 / Math.max(1, run.files()) != told) {
            // a log is no place for more than ten of them
            told = run.done() * 10 / Math.max(1, run.files());
            err.println(line(run));
        }
    }

    private void report(ImportRun run) {
        imports.eachItem(
                run,
                item ->
                        out.println(
                                String.join(
                                        "\t",
                                        item.state().label(),
                                        item.name(),
                                        item.code() == null ? "" : item.code(),
                                        item.reason() == null ? "" : item.reason())));
        out.println(line(run));
    }

    private static String line(ImportRun run) {
        return "%d / %d：导入 %d，待处理 %d，先前已有 %d，没有导入 %d"
                .formatted(
                        run.done(),
                        run.files(),
                        run.imported(),
                        run.needsALook(),
                        run.alreadyHere(),
                        run.failed());
    }
}
