package cn.fuhan.desk;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A bulk import (批量导入) and how far it is. */
@RegisterForReflection
@Schema(name = "ImportRun", description = "一次批量导入，和它的进度")
public record ImportRun(
        @Schema(description = "这一次的编号", examples = "9B2M6V0TQC") String id,
        @Schema(description = "来自哪里：压缩包的名字、目录，或几个文件", examples = "2019年复函.zip") String source,
        @Schema(description = "RECEIVING 文件还没有收完；RUNNING 正在逐个读取；DONE 全部读完。服务重启后自动接着做") State state,
        @Schema(description = "由谁导入", examples = "admin") String startedBy,
        @Schema(description = "开始的时刻") Instant startedAt,
        @Schema(description = "全部读完的时刻；还没有的为 null") @Nullable Instant finishedAt,
        @Schema(description = "文件共几个") int files,
        @Schema(description = "其中还没有读的") int waiting,
        @Schema(description = "已导入，没有可疑之处") int imported,
        @Schema(description = "已导入，但须有人看一看：有可疑之处，或缺少发布所必需的内容") int needsALook,
        @Schema(description = "同一件先前已在，没有重复保存") int alreadyHere,
        @Schema(description = "没有导入；原因见各文件") int failed,
        @Schema(description = "随网页保存的图片、样式等，不是复函，没有读") int skipped) {

    /** Whether a run is over. */
    @Schema(name = "ImportRunState", description = "RECEIVING 还没有收完，RUNNING 正在读取，DONE 已读完")
    public enum State {
        RECEIVING,
        RUNNING,
        DONE
    }

    /** Files that were dealt with. */
    public int done() {
        return files - waiting;
    }

    /** A page of runs. */
    @RegisterForReflection
    @Schema(name = "ImportRunList", description = "批量导入，新的在前")
    record Page(
            @Schema(description = "各次导入") List<ImportRun> items,
            @Schema(description = "下一页的 cursor；没有下一页时为 null") @Nullable String next) {}

    /** A file of a run and what became of it. */
    @RegisterForReflection
    @Schema(name = "ImportItem", description = "批量导入中的一个文件，和它的结果")
    public record Item(
            @Schema(description = "第几个，从 1 起") int position,
            @Schema(description = "文件名，连同压缩包中的文件夹", examples = "2019/第0037号.html") String name,
            @Schema(description = "字节数；不知道的为 null") @Nullable Long size,
            @Schema(description = "结果") ItemState state,
            @Schema(description = "成为哪一件复函，或先前已有的是哪一件") @Nullable String code,
            @Schema(description = "没有导入的原因和办法") @Nullable String reason) {}

    /** What became of a file. */
    @Schema(
            name = "ImportItemState",
            description =
                    """
                    一个文件的结果：

                    - `WAITING` 还没有读
                    - `IMPORTED` 已导入
                    - `NEEDS_A_LOOK` 已导入，须有人看一看
                    - `ALREADY_HERE` 先前已有，没有重复保存
                    - `FAILED` 没有导入，原因见 reason
                    """)
    public enum ItemState {
        WAITING("等待读取"),
        IMPORTED("已导入"),
        NEEDS_A_LOOK("已导入，待处理"),
        ALREADY_HERE("先前已有"),
        FAILED("没有导入");

        private final String label;

        ItemState(String label) {
            this.label = label;
        }

        /** In Chinese. */
        public String label() {
            return label;
        }
    }

    /** A page of a run's files. */
    @RegisterForReflection
    @Schema(name = "ImportItemList", description = "一次批量导入的文件，按先后")
    record Items(
            @Schema(description = "各个文件") List<Item> items,
            @Schema(description = "下一页的 cursor；没有下一页时为 null") @Nullable String next) {}
}
