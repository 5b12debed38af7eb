package cn.fuhan.wechat;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/**
 * WeChat's server API, as far as it is used. Answers are bytes: what is JSON comes as text/plain as
 * well, and what is a picture comes as JSON when it failed.
 */
@RegisterRestClient(configKey = "wechat")
@Path("/")
public interface WeChatApi {

    @GET
    @Path("sns/jscode2session")
    Uni<byte[]> session(
            @QueryParam("appid") String appid,
            @QueryParam("secret") String secret,
            @QueryParam("js_code") String code,
            @QueryParam("grant_type") String grant);

    @POST
    @Path("cgi-bin/stable_token")
    @Consumes(MediaType.APPLICATION_JSON)
    Uni<byte[]> stableToken(String body);

    @POST
    @Path("wxa/getwxacodeunlimit")
    @Consumes(MediaType.APPLICATION_JSON)
    Uni<byte[]> miniProgramCode(@QueryParam("access_token") String token, String body);

    @POST
    @Path("cgi-bin/message/subscribe/send")
    @Consumes(MediaType.APPLICATION_JSON)
    Uni<byte[]> send(@QueryParam("access_token") String token, String body);

    @POST
    @Path("wxa/msg_sec_check")
    @Consumes(MediaType.APPLICATION_JSON)
    Uni<byte[]> check(@QueryParam("access_token") String token, String body);

    @POST
    @Path("wxa/generate_urllink")
    @Consumes(MediaType.APPLICATION_JSON)
    Uni<byte[]> link(@QueryParam("access_token") String token, String body);
}
