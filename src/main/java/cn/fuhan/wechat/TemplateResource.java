package cn.fuhan.wechat;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Which messages there are to consent to. */
@Path("/api/v1/wechat/templates")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "我的")
class TemplateResource {

    /** The templates to ask for consent. */
    @RegisterForReflection
    @Schema(name = "MessageTemplateList", description = "可以订阅的消息")
    record TemplateList(@Schema(description = "各种消息") List<Item> items) {

        /** One template. */
        @RegisterForReflection
        @Schema(name = "MessageTemplate", description = "一种消息")
        record Item(
                @Schema(description = "何时发送") Happening event,
                @Schema(description = "模板编号，供 wx.requestSubscribeMessage 使用") String templateId) {}
    }

    private final Templates templates;
    private final WeChatSettings settings;

    TemplateResource(Templates templates, WeChatSettings settings) {
        this.templates = templates;
        this.settings = settings;
    }

    @GET
    @Operation(
            operationId = "listMessageTemplates",
            summary = "可以订阅的消息",
            description = "供小程序征求用户同意。没有设置的消息不在其中；没有接入微信时答复 503。")
    @APIResponse(responseCode = "200", description = "各种消息")
    public Uni<TemplateList> templates() {
        settings.require();
        return Uni.createFrom()
                .item(
                        new TemplateList(
                                templates.all().entrySet().stream()
                                        .map(
                                                t ->
                                                        new TemplateList.Item(
                                                                t.getKey(), t.getValue().id()))
                                        .toList()));
    }
}
