package cn.fuhan.web;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The body of an error, {@code application/problem+json} (RFC 9457). */
@RegisterForReflection(targets = {ProblemDetails.class, Problem.FieldError.class})
@JsonPropertyOrder({"type", "title", "status", "detail", "instance", "errors"})
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@Schema(name = "Problem", description = "出错时的答复（RFC 9457）。type 是稳定的，可据以编程；detail 供人阅读，说明下一步怎么做。")
public record ProblemDetails(
        @Schema(description = "问题的种类，相对于本服务地址的引用，打开即是说明页", examples = "/problems/not-found")
                String type,
        @Schema(description = "种类的名称", examples = "没有找到") String title,
        @Schema(description = "HTTP 状态码", examples = "404") int status,
        @Schema(description = "这一次出了什么事，下一步怎么做") String detail,
        @Schema(description = "出问题的地址") @Nullable String instance,
        @Schema(description = "各处的问题：pointer 是指向请求正文的 JSON pointer，或参数、请求头的名称")
                List<Problem.FieldError> errors,
        @JsonAnyGetter @Schema(hidden = true, type = SchemaType.OBJECT)
                Map<String, Object> members) {}
