package cn.fuhan.web;

import io.quarkus.runtime.configuration.MemorySize;
import jakarta.inject.Singleton;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** How large a body may be: as large as a letter, and larger where many come at once. */
@Singleton
class BodyLimit {

    private final long limit;
    private final long large;
    private final Set<String> largePaths;

    BodyLimit(
            @ConfigProperty(name = "fuhan.max-body-size") MemorySize limit,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize large,
            @ConfigProperty(name = "fuhan.large-body-paths") Set<String> largePaths) {
        this.limit = limit.asLongValue();
        this.large = large.asLongValue();
        this.largePaths = Set.copyOf(largePaths);
    }

    /** In bytes. */
    long at(@Nullable String path) {
        return path != null && largePaths.contains(path) ? large : limit;
    }

    Problem tooLarge(@Nullable String path) {
        return path != null && largePaths.contains(path)
                ? new Problem(
                        ProblemType.TOO_LARGE,
                        "这一批文件合起来超过上限（%d MB）。请分成几批，或压缩成几个 zip 导入。".formatted(large >> 20))
                : new Problem(ProblemType.TOO_LARGE);
    }
}
