package cn.fuhan.access;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The tokens of a session, which are shown this once. */
@RegisterForReflection
@Schema(name = "Session", description = "提出者的会话。两个令牌只在此时给出，库中只存其散列。")
public record SessionTokens(
        @Schema(
                        description = "访问令牌，放进 Authorization: Bearer 头",
                        examples = "Yk1vQ0JmS0l3c2h6V2tGQ2t5b1pXb0RjVnB1TjRqX2E")
                String accessToken,
        @Schema(description = "访问令牌在多少秒后到期", examples = "900") long expiresIn,
        @Schema(
                        description = "续期令牌，只能用一次：续期时得到新的一对",
                        examples = "bXZtWmRzR3FhV2R6Z0pQcGVfX3RZd0xCcU1hT1ZzN1U")
                String refreshToken,
        @Schema(description = "续期令牌在多少秒后到期", examples = "2592000") long refreshExpiresIn) {}
