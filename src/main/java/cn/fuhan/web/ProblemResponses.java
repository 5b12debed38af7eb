package cn.fuhan.web;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** Says of every operation in the OpenAPI document which problems it answers with. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class ProblemResponses implements OASFilter {

    @Override
    public void filterOpenAPI(OpenAPI document) {
        document.setTags(
                List.of(
                        OASFactory.createTag().name("复函").description("公开的复函，任何人可读"),
                        OASFactory.createTag().name("回执").description("提出者凭回执码提交"),
                        OASFactory.createTag().name("工作台").description("本单位工作人员使用，须登录")));
    }

    @Override
    public Operation filterOperation(Operation operation) {
        if (operation.getResponses() != null) {
            operation
                    .getResponses()
                    .addAPIResponse("4XX", problem("请求有误：type 说明是哪一种，detail 说明怎么改"));
            operation
                    .getResponses()
                    .addAPIResponse("503", problem("暂时无法服务：按 Retry-After 所示的秒数等候后原样再试"));
            // one answer for all that is the client's mistake; the extension adds these two of its
            // own
            operation.getResponses().removeAPIResponse("401");
            operation.getResponses().removeAPIResponse("403");
            operation.getResponses().removeAPIResponse("400");
        }
        if (operation.getSecurity() == null || operation.getSecurity().isEmpty()) {
            // said, not left out: anybody may
            operation.setSecurity(List.of());
        }
        return operation;
    }

    private static APIResponse problem(String description) {
        return OASFactory.createAPIResponse()
                .description(description)
                .content(
                        OASFactory.createContent()
                                .addMediaType(
                                        ProblemAnswer.PROBLEM_JSON,
                                        OASFactory.createMediaType()
                                                .schema(
                                                        OASFactory.createSchema()
                                                                .ref(
                                                                        "#/components/schemas/Problem"))));
    }
}
